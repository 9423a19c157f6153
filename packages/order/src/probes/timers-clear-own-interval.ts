// An interval that clears itself, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "timers-clear-own-interval",
  group: "timers",
  title: "An interval that clears itself, the same everywhere",
  question: "Does an interval stop when its callback clears it?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    let beats = 0;
    const beat = setInterval(() => {
      mark(`beat ${++beats}`);
      if (beats < 2) return;
      clearInterval(beat);
      setTimeout(() => mark("later"), 40);
    }, 2);
  },
  promises: [
    {
      ...html.timersCleared,
      says: "An interval whose id was removed is not set again.",
      never: ["beat 3"],
    },
    {
      ...node.intervalCleared,
      says: "An interval that was cleared does not fire.",
      never: ["beat 3"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
