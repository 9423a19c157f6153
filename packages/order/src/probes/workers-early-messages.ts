// Messages that wait for a listener.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-early-messages",
  group: "workers",
  title: "Messages posted before the worker listens",
  question: "Do messages wait for a worker that begins to listen only after some time?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-early-messages",
  program({ mark, thread }) {
    const worker = thread("late");
    for (const n of [1, 2, 3]) worker.postMessage(n);
    worker.on("message", (text) => mark(text));
    worker.on("exit", () => mark("exit"));
  },
  workers: {
    late({ workerThreads }) {
      const port = workerThreads.parentPort;
      setTimeout(() => {
        port?.on("message", (n) => port.postMessage(`got ${n}`));
        setTimeout(() => process.exit(), 100);
      }, 250);
    },
  },
  promises: [
    {
      ...node.portStartsWithListener,
      says: "A port receives nothing before something listens, so messages wait until then.",
      always: ["got 1", "got 2", "got 3"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#36056",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "Messages posted before the worker listens are lost.",
      holds: (seen) => seen.came("got 1") < 1,
    },
  ],
  relied: {
    likelihood: "often",
    why: "Workers that set themselves up asynchronously get their first jobs meanwhile.",
  },
});
