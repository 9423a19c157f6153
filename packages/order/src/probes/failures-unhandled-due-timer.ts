// A timer that is due when the main module has left a rejection behind.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-due-timer",
  group: "failures",
  title: "An unhandled rejection of the main module against a timer that is due",
  question: "Does a timer that is due still run before the rejection ends the process?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark, spin }) {
    setTimeout(() => mark("due timer"), 1);
    Promise.reject(new Error("nobody cares"));
    spin(10);
    mark("body");
  },
  promises: [
    {
      ...node.unhandledWithinTurn,
      says: "A rejection counts as unhandled within a turn of the loop; what of the turn still runs is not said.",
      open: ["due timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Nothing may be written once the process has failed." },
});
