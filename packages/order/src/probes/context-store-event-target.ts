// The store in a listener of an EventTarget.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-event-target",
  group: "context",
  title: "The store in a listener of an EventTarget",
  question: "Does a listener run with the store of the code that dispatches, or of the code that added it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const target = new EventTarget();
    storage.run("kept", () => {
      target.addEventListener("go", () => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    });
    target.dispatchEvent(new Event("go"));
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a listener of an EventTarget has is not said.",
      open: ["kept", "lost"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Request ids, transactions and tracing follow the store." },
});
