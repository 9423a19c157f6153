// The listeners behind one that throws.
import { defineProbe } from "../probe.ts";
import * as dom from "../texts/dom.ts";

export const probe = defineProbe({
  id: "events-listener-error-next",
  group: "events",
  title: "The listeners behind one that throws",
  question: "Do the other listeners of an EventTarget still run, before dispatchEvent returns?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => {});
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
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "One bad plug-in should not silence the others." },
});
