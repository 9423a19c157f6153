// Write this: queueMicrotask to go on after the caller.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "portable-defer",
  group: "portable",
  title: "Write this: queueMicrotask to go on after the caller",
  question: "Does a deferred call come in its turn among promise reactions?",
  kinds: ["module", "loaded", "commonjs", "worker"],
  models: ["promises"],
  program({ mark }) {
    Promise.resolve().then(() => mark("earlier"));
    queueMicrotask(() => mark("deferred"));
    Promise.resolve().then(() => mark("later"));
    mark("caller");
  },
  promises: [
    {
      ...html.microtasksInOrder,
      says: "The same everywhere.",
      order: ["earlier", "deferred", "later"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
