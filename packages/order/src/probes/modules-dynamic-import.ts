// How late import() settles.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "modules-dynamic-import",
  group: "modules",
  title: "import() of a module against microtasks, ticks and timers",
  question: "Does import() settle within the microtasks, or only in a later turn, the first time and again?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "dynamic-import",
  modules: {
    imported({ mark }) {
      mark("imported body");
    },
  },
  program({ mark, address }) {
    import(address("imported")).then(() => {
      mark("imported");
      setImmediate(() => mark("immediate"));
      let chain = Promise.resolve();
      for (let level = 1; level <= 20; level++) {
        chain = chain.then(() => (level === 20 ? mark("then 20") : undefined));
      }
      import(address("imported")).then(() => mark("imported again"));
    });
    mark("body");
  },
  promises: [
    {
      ...ecmascript.dynamicImportEvaluates,
      says: "A module is evaluated once, and import() settles after its evaluation.",
      order: ["body", "imported body", "imported", "imported again"],
    },
    {
      by: "ECMAScript",
      link: "https://tc39.es/ecma262/#sec-HostLoadImportedModule",
      says: "When a module that is already there arrives is up to the host.",
      open: ["imported again", "then 20", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Lazy loading takes what time it takes." },
});
