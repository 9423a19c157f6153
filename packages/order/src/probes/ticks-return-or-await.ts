// `return promise` from an async function costs three ticks, `return await promise` one.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-return-or-await",
  group: "ticks",
  title: "return promise against return await",
  question:
    "After how many microtask ticks do `return value`, `return await promise` and `return promise` settle?",
  kinds: ["module"],
  models: ["promises"],
  cause: "promise-ticks",
  program({ mark }) {
    const promise = Promise.resolve();
    (async () => null)().then(() => mark("return value"));
    (async () => await promise)().then(() => mark("return await"));
    (async () => promise)().then(() => mark("return promise"));
    let chain = Promise.resolve();
    for (const tick of [1, 2, 3, 4, 5]) chain = chain.then(() => mark(`tick ${tick}`));
  },
  promises: [
    {
      ...ecmascript.thenableJob,
      says: "An async function resolves its promise with what it returns; a promise is adopted by a job of its own, and a reaction to it.",
      order: ["return value", "tick 1", "return await", "tick 2", "return promise", "tick 3"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "rarely",
    why: "Code that counts ticks is brittle, but tests sometimes flush a fixed number of them.",
  },
});
