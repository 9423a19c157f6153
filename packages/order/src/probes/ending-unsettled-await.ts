// A module that waits for what never comes.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-unsettled-await",
  group: "ending",
  title: "A top-level await that never settles",
  question: "What becomes of a process whose main module awaits a promise that nobody will settle?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "unsettled-await",
  recorder: "written",
  endings: ["exit 13", "exit 1", "hung"],
  limitMs: 2000,
  async program({ mark }) {
    mark("before");
    await new Promise(() => {});
    mark("after");
  },
  promises: [
    {
      ...node.unsettledAwaitExits13,
      says: "A process whose top-level await never settles ends with code 13.",
      always: ["exit 13"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#22677",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "Bun hangs on a top-level await that never settles.",
      holds: (seen) => seen.came("hung") === 1,
    },
    {
      at: "oven-sh/bun#22677",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "Deno ends with an error.",
      holds: (seen) => seen.came("exit 1") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "A supervisor restarts what has ended, and waits for what hangs." },
});
