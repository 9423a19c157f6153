// A listener that throws.
import { defineProbe } from "../probe.ts";
import * as dom from "../texts/dom.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "events-listener-error",
  group: "events",
  title: "A listener that throws",
  question: "Do the other listeners of an EventTarget still run, and when is the error reported?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  program({ mark }) {
    process.on("uncaughtException", () => mark("reported"));
    const target = new EventTarget();
    target.addEventListener("go", () => {
      mark("first listener");
      throw new Error("from a listener");
    });
    target.addEventListener("go", () => mark("second listener"));
    target.dispatchEvent(new Event("go"));
    mark("dispatched");
    setTimeout(() => mark("timer"), 20);
  },
  promises: [
    {
      ...dom.listenerErrorsReported,
      says: "An exception of a listener is reported, and the next listener is called; dispatch does not throw.",
      order: ["first listener", "second listener", "dispatched", "timer"],
    },
    {
      ...node.eventTargetErrorsNextTick,
      says: "The exception becomes uncaught by process.nextTick, after the dispatch; HTML reports it at once. Both are written down.",
      open: ["reported", "second listener", "dispatched"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "One bad plug-in should not silence the others." },
});
