// The ticks of finally.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-finally",
  group: "ticks",
  title: "The ticks of finally",
  question: "After how many ticks does a chain go on behind finally?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "promise-ticks",
  program({ mark }) {
    Promise.resolve()
      .finally(() => mark("finally"))
      .then(() => mark("behind finally"));
    let chain = Promise.resolve();
    for (const tick of [1, 2, 3, 4, 5]) chain = chain.then(() => mark(`tick ${tick}`));
  },
  promises: [
    {
      ...ecmascript.finallyInvokesThen,
      says: "What finally returns is resolved by a promise of its own, which takes two jobs more than a then.",
      order: ["finally", "tick 1", "tick 2", "tick 3", "behind finally", "tick 4"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Code that counts ticks is brittle." },
});
