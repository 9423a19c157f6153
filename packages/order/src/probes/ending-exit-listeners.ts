// Several exit listeners, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-exit-listeners",
  group: "ending",
  title: "Several exit listeners, the same everywhere",
  question: "Do exit listeners run in the order in which they were added, once?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  recorder: "written",
  program({ mark }) {
    for (const name of ["first", "second"]) process.on("exit", () => mark(name));
    setTimeout(() => process.exit(0), 5);
  },
  promises: [
    {
      ...node.exitAfterListeners,
      says: "All of them are called.",
      order: ["first", "second"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
