// When the error of a listener is reported.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "events-listener-error-reported",
  group: "events",
  title: "The error of a listener that throws",
  question: "When is the error of an EventTarget's listener reported: at once, or after the dispatch?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => mark("reported"));
    const target = new EventTarget();
    target.addEventListener("go", () => {
      throw new Error("from a listener");
    });
    target.dispatchEvent(new Event("go"));
    mark("dispatched");
  },
  promises: [
    {
      ...node.eventTargetErrorsNextTick,
      says: "The exception becomes uncaught by process.nextTick, after the dispatch; HTML reports it at once. Both are written down.",
      open: ["reported", "dispatched"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "rarely",
    why: "A handler of uncaught exceptions ends the process before the others have run.",
  },
});
