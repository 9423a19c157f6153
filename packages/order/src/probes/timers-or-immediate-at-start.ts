// The race that every guide of the event loop begins with.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-or-immediate-at-start",
  group: "timers",
  title: "setTimeout 0 against setImmediate, from a module's body",
  question: "Which comes first, a zero timer or an immediate, when both are set while the program starts?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  program({ mark, spin }) {
    setTimeout(() => mark("timeout"), 0);
    if (Math.random() < 0.5) spin(2); // A zero timer is due after 1 ms: some programs start fast, some slowly.
    setImmediate(() => mark("immediate"));
  },
  promises: [
    {
      ...node.startIsNonDeterministic,
      says: "From the main module the order of the two is not determined: it is bound by the performance of the process.",
      open: ["timeout", "immediate"],
    },
  ],
  claims: [
    {
      at: "nodejs/help#392",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "From the main module either may come first.",
      holds: (seen) => seen.share("timeout", "immediate") > 0 && seen.share("timeout", "immediate") < 1,
    },
    {
      runtime: "deno",
      kind: "commonjs",
      says: "From a CommonJS body Deno runs the timer first.",
      holds: (seen) => seen.share("timeout", "immediate") === 1,
    },
    {
      runtime: "bun",
      says: "Bun runs the immediate first.",
      holds: (seen) => seen.share("immediate", "timeout") === 1,
    },
    {
      runtime: "deno",
      kind: "module",
      says: "From an ES module's body Deno runs the immediate first.",
      holds: (seen) => seen.share("immediate", "timeout") === 1,
    },
    {
      runtime: "node",
      kind: "commonjs",
      says: "From a CommonJS body either may come first.",
      holds: (seen) => seen.share("timeout", "immediate") > 0 && seen.share("timeout", "immediate") < 1,
    },
    {
      runtime: "bun",
      kind: "commonjs",
      says: "From a CommonJS body Bun runs the immediate first.",
      holds: (seen) => seen.share("immediate", "timeout") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Start-up code mixes both without meaning to." },
});
