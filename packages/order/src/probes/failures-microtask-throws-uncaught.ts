// An exception of a microtask is an uncaught one.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-microtask-throws-uncaught",
  group: "failures",
  title: "An error thrown by a microtask",
  question: "Does an exception from queueMicrotask reach uncaughtException?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => mark("uncaught"));
    setTimeout(() => {
      queueMicrotask(() => {
        throw new Error("from a microtask");
      });
      setTimeout(() => mark("timer"), 20);
    }, 1);
  },
  promises: [
    {
      ...node.microtaskErrorsUncaught,
      says: "An exception of a microtask is emitted as uncaughtException.",
      always: ["uncaught"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A service that survives an error goes on with what was queued." },
});
