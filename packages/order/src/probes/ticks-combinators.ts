// Promise.all and its siblings add one reaction of their own.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-combinators",
  group: "ticks",
  title: "Promise.all, race, any and allSettled",
  question: "After how many ticks do the combinators settle over promises that already are?",
  kinds: ["module"],
  models: ["promises"],
  cause: "promise-ticks",
  program({ mark }) {
    const settled = [Promise.resolve(1), Promise.resolve(2)];
    Promise.all(settled).then(() => mark("all"));
    Promise.race(settled).then(() => mark("race"));
    Promise.any(settled).then(() => mark("any"));
    Promise.allSettled(settled).then(() => mark("allSettled"));
    let chain = Promise.resolve();
    for (const tick of [1, 2, 3]) chain = chain.then(() => mark(`tick ${tick}`));
  },
  promises: [
    {
      ...ecmascript.combinatorsPerformThen,
      says: "Each combinator settles in the reaction of the element that decides it; its own reaction is one job later.",
      order: ["tick 1", "race", "any", "tick 2"],
    },
    {
      ...ecmascript.promiseJobsInOrder,
      says: "All and allSettled are decided by the last element, in the same round of jobs.",
      order: ["tick 1", "all", "allSettled", "tick 2"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "rarely",
    why: "The winner of a race between settled promises is sometimes relied on.",
  },
});
