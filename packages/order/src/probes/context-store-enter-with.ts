// enterWith inside run of another store.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-enter-with",
  group: "context",
  title: "enterWith inside run of another store",
  question: "Is what enterWith set still there when another storage's run has returned?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  witnesses: ["test-async-local-storage-isolation"],
  program({ mark, asyncHooks }) {
    const outer = new asyncHooks.AsyncLocalStorage<string>();
    const inner = new asyncHooks.AsyncLocalStorage<string>();
    outer.run("outer", () => {
      inner.enterWith("entered");
    });
    mark(inner.getStore() ?? "lost");
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Whether a store that was entered within the run of another outlives it is not said.",
      open: ["entered", "lost"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tracers enter their store within the runs of others." },
});
