// A listener added by a listener that is not the last.
import { defineProbe } from "../probe.ts";
import * as dom from "../texts/dom.ts";

export const probe = defineProbe({
  id: "events-added-while-dispatched",
  group: "events",
  title: "A listener added by a listener that is not the last",
  question: "Is a listener that was added during the dispatch called in it?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "listeners-in-dispatch",
  program({ mark }) {
    const target = new EventTarget();
    target.addEventListener("go", () => {
      mark("first");
      target.addEventListener("go", () => mark("added"));
    });
    target.addEventListener("go", () => mark("second"));
    target.dispatchEvent(new Event("go"));
    mark("dispatched");
  },
  promises: [
    {
      ...dom.listenersCloned,
      says: "Listeners that are added while an event is dispatched are not called for it.",
      never: ["added"],
    },
  ],
  claims: [
    {
      at: "denoland/deno#19358",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "A listener that is added by one that is not the last is called in the same dispatch.",
      holds: (seen) => seen.came("added") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "A listener that re-registers itself would run twice." },
});
