// A timer that holds nothing.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-unref",
  group: "timers",
  title: "A timer that does not hold the process",
  question: "Does a process end before its unreferenced timers?",
  kinds: ["module"],
  models: ["promises", "threads"],
  program({ mark }) {
    setTimeout(() => mark("unreferenced"), 3000).unref?.();
    setTimeout(() => mark("referenced"), 5);
  },
  promises: [
    {
      ...node.unrefNotHolding,
      says: "An unreferenced timer does not keep the process alive.",
      never: ["unreferenced"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Command-line tools end in time only because of it." },
});
