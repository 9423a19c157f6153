// A timer that is due may still be taken back by the one before it.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-clear-sibling",
  group: "timers",
  title: "A due timer cleared by the one before it",
  question: "Is a timer, or an immediate, that is already due still stopped by clearing it?",
  kinds: ["module", "worker"],
  models: ["promises", "fibers", "threads"],
  program({ mark, spin }) {
    setTimeout(() => {
      mark("first timer");
      clearTimeout(second);
    }, 1);
    const second = setTimeout(() => mark("cleared timer"), 1);
    setTimeout(() => {
      setImmediate(() => {
        mark("first immediate");
        clearImmediate(next);
      });
      const next = setImmediate(() => mark("cleared immediate"));
    }, 10);
    spin(5);
  },
  promises: [
    {
      ...html.timersCleared,
      says: "A timer that was cleared before its task ran does not run.",
      never: ["cleared timer"],
    },
    {
      ...node.immediateCleared,
      says: "clearImmediate cancels an immediate.",
      never: ["cleared immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "A deadline is cleared by the result that arrives in the same turn." },
});
