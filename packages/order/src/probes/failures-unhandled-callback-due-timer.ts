// An unhandled rejection in a callback against a timer that is due.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-callback-due-timer",
  group: "failures",
  title: "An unhandled rejection in a callback against a timer that is due",
  question: "Does a timer that is due still run before the process ends?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark, spin }) {
    setImmediate(() => {
      Promise.reject(new Error("not handled"));
      setTimeout(() => mark("due timer"), 1);
      spin(5);
      mark("callback");
    });
  },
  promises: [
    {
      ...node.unhandledWithinTurn,
      says: "A rejection counts as unhandled within a turn of the loop; what of the turn still runs is not said.",
      open: ["due timer"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33354",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A timer that is due runs before the process ends.",
      holds: (seen) => seen.came("due timer") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Nothing may go on once the process has failed." },
});
