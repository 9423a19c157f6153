// Write this: add listeners in a microtask.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-add-listener-later",
  group: "portable",
  title: "Write this: add listeners in a microtask",
  question: "Is a listener that is added in a microtask not called for the event that is being dispatched?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    const target = new EventTarget();
    target.addEventListener("go", () => {
      mark("first");
      queueMicrotask(() => target.addEventListener("go", () => mark("added")));
    });
    target.addEventListener("go", () => mark("second"));
    target.dispatchEvent(new Event("go"));
    mark("dispatched");
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
