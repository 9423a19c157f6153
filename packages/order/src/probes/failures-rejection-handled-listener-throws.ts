// A rejectionHandled listener that throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-rejection-handled-listener-throws",
  group: "failures",
  title: "A rejectionHandled listener that throws",
  question: "Does the exception reach a listener for uncaughtException?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    const late = Promise.reject(new Error("handled late"));
    process.on("uncaughtException", () => mark("uncaught"));
    process.on("rejectionHandled", () => {
      mark("handled");
      throw new Error("from the listener");
    });
    process.on("unhandledRejection", () => {
      mark("unhandled");
      setTimeout(() => late.catch(() => {}), 5);
    });
  },
  promises: [
    {
      ...node.uncaughtEmitted,
      says: "What the listener throws is an uncaught exception like any other.",
      always: ["handled", "uncaught"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Few listen for it, and their listeners only count." },
});
