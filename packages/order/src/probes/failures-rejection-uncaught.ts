// uncaughtException for an unhandled rejection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-rejection-uncaught",
  group: "failures",
  title: "uncaughtException for an unhandled rejection",
  question: "Does an unhandled rejection reach a listener for uncaughtException?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => mark("uncaught"));
    Promise.reject(new Error("not handled"));
    mark("body");
  },
  promises: [
    {
      ...node.unhandledRaised,
      says: "Where nobody listens for unhandledRejection, the rejection is raised as an uncaught exception.",
      always: ["uncaught"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Services register one listener for both." },
});
