// A thenable is called in a job of its own; a promise that is awaited is not.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-thenable",
  group: "ticks",
  title: "A thenable's ticks",
  question:
    "After how many microtask ticks does a value arrive through await, through a thenable, and through resolve(promise)?",
  kinds: ["module"],
  models: ["promises"],
  cause: "promise-ticks",
  program({ mark }) {
    const thenable = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what the probe is about.
      then(resolve: (value: null) => void) {
        mark("then called");
        resolve(null);
      },
    };
    (async () => {
      await Promise.resolve();
      mark("awaited promise");
    })();
    (async () => {
      await thenable;
      mark("awaited thenable");
    })();
    new Promise((resolve) => resolve(Promise.resolve())).then(() => mark("resolved with promise"));
    let chain = Promise.resolve();
    for (const tick of [1, 2, 3, 4]) chain = chain.then(() => mark(`tick ${tick}`));
  },
  promises: [
    {
      ...ecmascript.thenableJob,
      says: "Awaiting a native promise takes one job; a thenable's then is called in a first job, and its value arrives in a second.",
      order: [
        "awaited promise",
        "then called",
        "tick 1",
        "awaited thenable",
        "tick 2",
        "resolved with promise",
        "tick 3",
      ],
    },
  ],
  claims: [],
  relied: {
    likelihood: "rarely",
    why: "Query builders that are thenables settle a tick later than promises.",
  },
});
