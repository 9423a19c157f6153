// The store in a file system callback.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-fs-callback",
  group: "context",
  title: "The store in a file system callback",
  question: "Does the callback have the store of the code that made the call?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks, fs }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    storage.run("kept", () => {
      fs.stat(".", () => mark(storage.getStore() === "kept" ? "kept" : "lost"));
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
