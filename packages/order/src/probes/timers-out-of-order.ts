// Timers set the longest first.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "timers-out-of-order",
  group: "timers",
  title: "Timers set in the reverse order of their delays",
  question: "Do timers fire by when they are due, not by when they were set?",
  kinds: ["module"],
  models: ["promises", "fibers", "threads"],
  program({ mark }) {
    setTimeout(() => mark("60 ms"), 60);
    setTimeout(() => mark("30 ms"), 30);
    setTimeout(() => mark("5 ms"), 5);
  },
  promises: [
    {
      ...html.timersWaitTheirDelay,
      says: "A timer's callback comes when its delay is over.",
      order: ["5 ms", "30 ms", "60 ms"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It is what delays are for." },
});
