// An unhandledRejection listener that throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-rejection-listener-throws",
  group: "failures",
  title: "An unhandledRejection listener that throws",
  question: "Does the exception reach a listener for uncaughtException?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => mark("uncaught"));
    process.on("unhandledRejection", (reason) => {
      mark("unhandled");
      throw reason;
    });
    Promise.reject(new Error("not handled"));
    mark("body");
  },
  promises: [
    {
      ...node.uncaughtEmitted,
      says: "What the listener throws is an uncaught exception like any other.",
      always: ["unhandled", "uncaught"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Throwing the reason on is the usual way to make a rejection a crash that is reported.",
  },
});
