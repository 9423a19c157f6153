// Imports, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "modules-imports-first",
  group: "modules",
  title: "Imports, the same everywhere",
  question: "Are imported modules run before the body, once each, in order?",
  kinds: ["module"],
  models: ["promises"],
  imports: ["one", "two"],
  modules: {
    one({ mark }) {
      mark("one");
    },
    two({ mark }) {
      mark("two");
    },
  },
  program({ mark }) {
    mark("body");
  },
  promises: [
    {
      ...ecmascript.modulesPendOnDependencies,
      says: "A module runs when all that it imports have run.",
      order: ["one", "two", "body"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
