// A listener removed by the one before it.
import { defineProbe } from "../probe.ts";
import * as dom from "../texts/dom.ts";

export const probe = defineProbe({
  id: "events-removed-while-dispatched",
  group: "events",
  title: "A listener removed by the one before it",
  question: "Is a listener that was removed during the dispatch still called?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "listeners-in-dispatch",
  program({ mark }) {
    const target = new EventTarget();
    const second = () => mark("removed");
    target.addEventListener("go", () => {
      mark("first");
      target.removeEventListener("go", second);
    });
    target.addEventListener("go", second);
    target.addEventListener("go", () => mark("third"));
    target.dispatchEvent(new Event("go"));
  },
  promises: [
    {
      ...dom.listenersRemoved,
      says: "A listener that was removed is not called.",
      never: ["removed"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "A listener is removed by what it waited for." },
});
