// A worker is online before it says anything.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-online-first",
  group: "workers",
  title: "A worker's online event against its first message",
  question: "Does online come before a message that the worker posts from its body?",
  kinds: ["loaded"],
  models: ["threads"],
  program({ mark, thread }) {
    const worker = thread("chatty");
    worker.on("online", () => mark("online"));
    worker.on("message", () => mark("message"));
    worker.on("exit", () => mark("exit"));
  },
  workers: {
    chatty({ workerThreads }) {
      workerThreads.parentPort?.postMessage("hello");
    },
  },
  promises: [
    {
      by: "Node",
      says: "Online is emitted when the worker has started executing JavaScript; exit is the last event.",
      link: "https://nodejs.org/api/worker_threads.html#event-online",
      order: ["online", "message", "exit"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#41383",
      runtime: "bun",
      says: "A worker's first message arrives before its online event.",
      holds: (seen) => seen.share("message", "online") > 0.5,
    },
  ],
  relied: { likelihood: "sometimes", why: "Pools attach their listeners when a worker is online." },
});
