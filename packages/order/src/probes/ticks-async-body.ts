// The body of an async function, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-async-body",
  group: "ticks",
  title: "The body of an async function, the same everywhere",
  question: "Does an async function run at once until its first await?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    const work = async () => {
      mark("body");
      await null;
      mark("after await");
    };
    work();
    mark("caller");
  },
  promises: [
    {
      ...ecmascript.jobsInterruptNothing,
      says: "What follows an await is a job, and waits for the caller.",
      order: ["body", "caller", "after await"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
