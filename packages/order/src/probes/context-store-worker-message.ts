// The store in a handler of worker messages.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-worker-message",
  group: "context",
  title: "The store in a handler of worker messages",
  question: "Is it the store of the code that started the worker?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks, thread }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const worker = storage.run("starter", () => thread("posting"));
    worker.on("message", () => mark(storage.getStore() ?? "lost"));
  },
  workers: {
    posting({ workerThreads }) {
      workerThreads.parentPort?.postMessage(0);
    },
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a worker's message handler has is not said.",
      open: ["starter", "lost"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32805",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The handler of a worker's message has no store.",
      holds: (seen) => seen.came("lost") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "A request that starts a thread goes on in its handler." },
});
