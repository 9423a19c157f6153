// An unhandled rejection in a callback against a timer that is not due yet.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-callback-later-timer",
  group: "failures",
  title: "An unhandled rejection in a callback against a timer that is not due yet",
  question: "Does the process end before its other timers are due?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    setImmediate(() => {
      setTimeout(() => mark("later timer"), 500);
      Promise.reject(new Error("not handled"));
      mark("callback");
    });
  },
  promises: [
    {
      ...node.unhandledRaised,
      says: "The rejection is raised as an uncaught exception, and that ends the process.",
      order: ["callback", "exit 1"],
    },
    {
      ...node.uncaughtExits,
      says: "An uncaught exception is handled by exiting, and not once there is nothing left to do.",
      never: ["later timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Nothing may go on once the process has failed." },
});
