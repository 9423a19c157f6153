// The store in an exit listener.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-exit",
  group: "context",
  title: "The store in an exit listener",
  question: "Is it the store that the main module entered?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  recorder: "written",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    process.on("exit", () => mark(storage.getStore() ?? "none"));
    storage.enterWith("entered");
    setTimeout(() => {}, 5);
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store an exit listener has is not said.",
      open: ["entered", "none"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Exit listeners belong to the process." },
});
