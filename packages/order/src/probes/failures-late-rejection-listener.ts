// A listener for unhandledRejection that is added after the rejection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-late-rejection-listener",
  group: "failures",
  title: "An unhandledRejection listener that a tick adds after the rejection",
  question: "Is a listener called that is added after the rejection, by a tick that was waiting?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.nextTick(() => {
      mark("tick");
      process.on("unhandledRejection", () => mark("unhandled"));
    });
    Promise.reject(new Error("nobody cares"));
    mark("body");
  },
  promises: [
    {
      ...node.unhandledWithinTurn,
      says: "A rejection counts as unhandled within a turn of the loop; until when a listener has to be there is not said.",
      open: ["tick", "unhandled"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Crash reporters are set up late, by a plugin or after a configuration was read.",
  },
});
