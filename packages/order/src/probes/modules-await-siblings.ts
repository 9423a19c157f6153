// Two imported modules, of which one awaits.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "modules-await-siblings",
  group: "modules",
  title: "Top-level await in one of two imports",
  question: "Does an imported module wait for its sibling's top-level await?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  imports: ["slow", "quick"],
  modules: {
    async slow({ mark }) {
      mark("slow begins");
      await new Promise((resolve) => setTimeout(resolve, 5));
      mark("slow ends");
    },
    quick({ mark }) {
      mark("quick");
    },
  },
  program({ mark }) {
    mark("body");
  },
  promises: [
    {
      ...ecmascript.modulesPendOnDependencies,
      says: "Siblings do not wait for one another; a module runs when all that it imports have run.",
      order: ["slow begins", "quick", "slow ends", "body"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "A settings module that awaits is expected to be ready for its siblings; it is not.",
  },
});
