// The store in a thenable's then.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-thenable",
  group: "context",
  title: "The store in a thenable's then",
  question: "Is then of a thenable called with the store of the code that awaits it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const thenable = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what the probe is about.
      then(resolve: (value: null) => void) {
        mark(storage.getStore() === "kept" ? "kept" : "lost");
        resolve(null);
      },
    };
    storage.run("kept", () => {
      (async () => await thenable)();
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
