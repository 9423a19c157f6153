// The store in unhandledRejection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-unhandled-rejection",
  group: "context",
  title: "The store in unhandledRejection",
  question: "Does the listener run with the store of the code that rejected?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    process.on("unhandledRejection", () => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    storage.run("kept", () => {
      Promise.reject(new Error("not handled"));
    });
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store the listener has is not said.",
      open: ["kept", "lost"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#40223",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "unhandledRejection is emitted without the store.",
      holds: (seen) => seen.came("lost") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "A failure is logged with the id of its request." },
});
