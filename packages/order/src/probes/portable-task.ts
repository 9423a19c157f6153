// Write this: setTimeout to go on after all microtasks.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "portable-task",
  group: "portable",
  title: "Write this: setTimeout to go on after all microtasks",
  question: "Does a zero timer come after ten levels of reactions?",
  kinds: ["module", "loaded", "commonjs", "worker"],
  models: ["promises"],
  program({ mark }) {
    setTimeout(() => mark("task"), 0);
    let chain = Promise.resolve();
    for (let level = 1; level <= 10; level++) {
      chain = chain.then(() => (level === 10 ? mark("then 10") : undefined));
    }
    mark("body");
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "The same everywhere.",
      order: ["body", "then 10", "task"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
