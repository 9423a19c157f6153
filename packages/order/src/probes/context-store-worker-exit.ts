// The store in a handler of a worker's exit.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-worker-exit",
  group: "context",
  title: "The store in a handler of a worker's exit",
  question: "Is it the store of the code that started the worker?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks, thread }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const worker = storage.run("starter", () => thread("ending"));
    worker.on("exit", () => mark(storage.getStore() ?? "lost"));
  },
  workers: {
    ending({ mark }) {
      mark("worker");
    },
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a worker's exit handler has is not said.",
      open: ["starter", "lost"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "A pool replaces a thread outside of any request." },
});
