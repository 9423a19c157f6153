// The store in a promise reaction.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-then",
  group: "context",
  title: "The store in a promise reaction",
  question: "Does the callback have the store of the code that scheduled it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    storage.run("kept", () => {
      Promise.resolve().then(() => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    });
  },
  promises: [
    {
      ...node.storesThroughCallbacks,
      says: "The store follows a callback.",
      always: ["kept"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Request ids, transactions and tracing follow the store." },
});
