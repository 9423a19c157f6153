// Each turn of `for await` costs a fixed number of ticks, by kind of iterable.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-async-iteration",
  group: "ticks",
  title: "The ticks of async iteration",
  question:
    "In which order do an async generator and an array of promises, iterated side by side, give their values?",
  kinds: ["module"],
  models: ["promises"],
  cause: "promise-ticks",
  program({ mark }) {
    (async () => {
      const numbers = async function* () {
        yield 1;
        yield 2;
      };
      for await (const n of numbers()) mark(`generator ${n}`);
      mark("generator done");
    })();
    (async () => {
      for await (const n of [Promise.resolve(1), Promise.resolve(2)]) mark(`array ${n}`);
      mark("array done");
    })();
    let chain = Promise.resolve();
    for (const tick of [1, 2, 3, 4, 5, 6, 7]) chain = chain.then(() => mark(`tick ${tick}`));
  },
  promises: [
    {
      ...ecmascript.yieldAwaits,
      says: "A yield of an async generator awaits its value, and next() settles a promise that the loop awaits; a synchronous iterable is wrapped, and its promises awaited.",
      order: ["generator 1", "generator 2", "generator done"],
    },
    {
      ...ecmascript.asyncFromSync,
      says: "The values of an iterable of promises come in its order.",
      order: ["array 1", "array 2", "array done"],
    },
    {
      ...ecmascript.promiseJobsInOrder,
      says: "Either takes two jobs to its first value, so a reaction queued first of two comes before both.",
      order: ["tick 1", "generator 1", "array 1", "tick 2"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Interleaving of two iterations is rarely meant." },
});
