// An exception from a microtask does not stop the others.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-queue-microtask",
  group: "failures",
  title: "An error thrown by a microtask",
  question:
    "Does an exception from queueMicrotask reach uncaughtException, and do the microtasks behind it run?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  program({ mark }) {
    process.on("uncaughtException", () => {
      mark("uncaught");
      queueMicrotask(() => mark("microtask of the handler"));
    });
    setTimeout(() => {
      queueMicrotask(() => {
        throw new Error("from a microtask");
      });
      queueMicrotask(() => mark("next microtask"));
      process.nextTick(() => mark("nextTick"));
      setTimeout(() => mark("timer"), 20);
    }, 1);
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "The checkpoint goes on with the next microtask.",
      order: ["next microtask", "timer"],
    },
    {
      ...node.microtaskErrorsUncaught,
      says: "An exception of a microtask is emitted as uncaughtException.",
      always: ["uncaught"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A service that survives an error goes on with what was queued." },
});
