// Timers of the same delay.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-equal",
  group: "timers",
  title: "Timers of equal delay",
  question:
    "Do timers with the same delay fire in the order in which they were set, and do 0 and 1 count as the same?",
  kinds: ["module", "commonjs", "worker"],
  models: ["promises", "fibers", "threads"],
  cause: "overdue-timers",
  program({ mark }) {
    setTimeout(() => mark("0 first"), 0);
    setTimeout(() => mark("1 second"), 1);
    setTimeout(() => mark("0 third"), 0);
    setTimeout(() => mark("1 fourth"), 1);
  },
  promises: [
    {
      ...html.timersInOrder,
      says: "A timer waits for earlier ones of the same or a smaller delay.",
      order: ["0 first", "1 second", "1 fourth"],
    },
    {
      ...html.timersInOrder,
      says: "Among timers of one delay the earlier comes first.",
      order: ["0 first", "0 third"],
    },
    {
      ...node.noTimerOrder,
      says: "No guarantee about the ordering of timers' callbacks.",
      open: ["1 second", "0 third"],
    },
  ],
  claims: [
    {
      runtime: "bun",
      says: "setTimeout 0 and setTimeout 1 fire in the order in which they were set.",
      holds: (seen) => seen.share("1 second", "0 third") === 1,
    },
    {
      runtime: "deno",
      says: "setTimeout 0 and setTimeout 1 fire in the order in which they were set.",
      holds: (seen) => seen.share("1 second", "0 third") === 1,
    },
    {
      runtime: "node",
      says: "setTimeout 0 and setTimeout 1 fire in the order in which they were set.",
      holds: (seen) => seen.share("1 second", "0 third") === 1,
    },
  ],
  relied: {
    likelihood: "often",
    why: "Code that defers in several places counts on first come, first served.",
  },
});
