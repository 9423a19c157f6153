// The exit code after an unhandled rejection that nobody listens for.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-code",
  group: "failures",
  title: "The exit code after an unhandled rejection",
  question: "Does an unhandled rejection that nobody listens for end the process with code 1?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    Promise.reject(new Error("nobody cares"));
    mark("body");
  },
  promises: [
    {
      ...node.unhandledRaised,
      says: "An unhandled rejection is raised as an uncaught exception, and that ends the process.",
      order: ["body", "exit 1"],
    },
    {
      ...node.uncaughtExits,
      says: "An uncaught exception ends the process with code 1.",
      always: ["exit 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Supervisors restart what ended with another code than 0." },
});
