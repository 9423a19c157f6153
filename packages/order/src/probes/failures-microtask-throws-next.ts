// An exception from a microtask does not stop the others.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "failures-microtask-throws-next",
  group: "failures",
  title: "The microtasks behind one that throws",
  question: "Do the microtasks behind one that throws still run, before the next timer?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => {});
    setTimeout(() => {
      queueMicrotask(() => {
        throw new Error("from a microtask");
      });
      queueMicrotask(() => mark("next microtask"));
      setTimeout(() => mark("timer"), 20);
    }, 1);
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "The checkpoint goes on with the next microtask.",
      order: ["next microtask", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A service that survives an error goes on with what was queued." },
});
