// The executor of a promise, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-executor",
  group: "ticks",
  title: "The executor of a promise, the same everywhere",
  question: "Does the executor run at once, and its reaction later?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    new Promise<void>((resolve) => {
      mark("executor");
      resolve();
    }).then(() => mark("reaction"));
    mark("caller");
  },
  promises: [
    {
      ...ecmascript.jobsInterruptNothing,
      says: "A reaction is a job, and waits for the caller.",
      order: ["executor", "caller", "reaction"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
