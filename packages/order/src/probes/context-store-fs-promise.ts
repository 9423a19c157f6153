// The store after a file system promise.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-fs-promise",
  group: "context",
  title: "The store after a file system promise",
  question: "Does the code after the promise have the store of the code that made the call?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks, fs }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    storage.run("kept", () => {
      fs.promises.stat(".").then(() => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    });
  },
  promises: [
    {
      ...node.storesThroughCallbacks,
      says: "The store follows a promise chain.",
      always: ["kept"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Request ids, transactions and tracing follow the store." },
});
