// How late import() settles.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "modules-dynamic-import",
  group: "modules",
  title: "import() of a module against microtasks, ticks and timers",
  question: "Does import() settle within the microtasks, or only in a later turn, the first time and again?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
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
      by: "ECMAScript",
      says: "A module is evaluated once, and import() settles after its evaluation.",
      link: "https://tc39.es/ecma262/#sec-ContinueDynamicImport",
      order: ["body", "imported body", "imported", "imported again"],
    },
    {
      by: "ECMAScript",
      says: "When a module that is already there arrives is up to the host.",
      link: "https://tc39.es/ecma262/#sec-HostLoadImportedModule",
      open: ["imported again", "then 20", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Lazy loading takes what time it takes." },
});
