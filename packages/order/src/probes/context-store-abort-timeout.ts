// The store in a listener of AbortSignal.timeout.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-abort-timeout",
  group: "context",
  title: "The store in a listener of AbortSignal.timeout",
  question: "Does the listener run with the store of the code that added it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    storage.run("kept", () => {
      const signal = AbortSignal.timeout(5);
      signal.addEventListener("abort", () => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    });
    setTimeout(() => {}, 100);
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store the signal's listener has is not said.",
      open: ["kept", "lost"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32805",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The listener of AbortSignal.timeout has no store.",
      holds: (seen) => seen.came("lost") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "A deadline is logged with the id of its request." },
});
