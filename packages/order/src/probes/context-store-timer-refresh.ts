// The store of a timer that is refreshed after it fired.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-timer-refresh",
  group: "context",
  title: "The store of a timer that is refreshed after it fired",
  question: "Does it then run with the store of the code that created it, or that refreshed it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const timer = storage.run("creator", () => setTimeout(() => mark(storage.getStore() ?? "lost"), 5));
    setTimeout(() => storage.run("refresher", () => timer.refresh()), 40);
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which of the two stores the timer has is not said.",
      open: ["creator", "refresher"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33092",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A timer that fired and is refreshed keeps the store of the code that created it.",
      holds: (seen) => seen.came("refresher") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Idle timers are refreshed by each request." },
});
