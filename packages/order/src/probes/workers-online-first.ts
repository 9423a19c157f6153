// A worker is online before it says anything.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-online-first",
  group: "workers",
  title: "A worker's online event against its first message, both waiting",
  question:
    "When the parent was busy while a worker started, does online come before the message that the worker posted from its body?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-early-messages",
  program({ mark, spin, thread }) {
    const posted = new Int32Array(new SharedArrayBuffer(4));
    const worker = thread("chatty", { workerData: { posted } });
    worker.on("online", () => mark("online"));
    worker.on("message", () => mark("message"));
    worker.on("exit", () => mark("exit"));
    Atomics.wait(posted, 0, 0, 5000);
    spin(20); // Both events wait by now, so that their order is the parent's and no race.
  },
  workers: {
    chatty({ workerThreads }) {
      workerThreads.parentPort?.postMessage("hello");
      Atomics.store(workerThreads.workerData.posted, 0, 1);
      Atomics.notify(workerThreads.workerData.posted, 0);
    },
  },
  promises: [
    {
      ...node.workerExitLast,
      says: "Exit is the last event of a worker.",
      order: ["message", "exit"],
    },
    {
      ...node.workerOnline,
      says: "Online is emitted when the worker has started executing JavaScript; its place against a message is not said, and they come by two ports.",
      open: ["online", "message"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#41383",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A worker's first message arrives before its online event.",
      holds: (seen) => seen.share("message", "online") > 0.5,
    },
  ],
  relied: { likelihood: "sometimes", why: "Pools attach their listeners when a worker is online." },
});
