// An immediate that was queued when the main module left a rejection behind.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-immediate",
  group: "failures",
  title: "An unhandled rejection of the main module against an immediate",
  question: "Does an immediate still run before the rejection ends the process?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    setImmediate(() => mark("immediate"));
    Promise.reject(new Error("nobody cares"));
    mark("body");
  },
  promises: [
    {
      ...node.unhandledWithinTurn,
      says: "A rejection counts as unhandled within a turn of the loop; what of the turn still runs is not said.",
      open: ["immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Nothing may be written once the process has failed." },
});
