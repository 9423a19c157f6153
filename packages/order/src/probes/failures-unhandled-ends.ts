// Nobody listens.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-ends",
  group: "failures",
  title: "An unhandled rejection that nobody listens for",
  question:
    "Does an unhandled rejection end the process with code 1, before its timers, and with an exit event?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    setTimeout(() => mark("timer"), 60);
    Promise.reject(new Error("nobody cares"));
    mark("body");
  },
  promises: [
    {
      ...node.unhandledRaised,
      says: "Unhandled rejections are raised as uncaught exceptions.",
      order: ["body", "exit 1"],
    },
    {
      ...node.uncaughtExits,
      says: "An uncaught exception ends the process with code 1, so nothing else runs.",
      always: ["exit 1"],
    },
    {
      ...node.uncaughtExits,
      says: "Nothing else runs.",
      never: ["timer"],
    },
    {
      ...node.exitCodePassed,
      says: "An exit listener is called with the code with which the process ends; whether it is called here is not said.",
      never: ["exit event 0"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Exit handlers remove lock files and temporary folders." },
});
