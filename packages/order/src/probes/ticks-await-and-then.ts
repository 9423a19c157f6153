// await against then, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "ticks-await-and-then",
  group: "ticks",
  title: "await against then, the same everywhere",
  question: "Do await and then of settled promises go on in the order in which they were reached?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    (async () => {
      await Promise.resolve();
      mark("await first");
    })();
    Promise.resolve().then(() => mark("then second"));
    (async () => {
      await Promise.resolve();
      mark("await third");
    })();
  },
  promises: [
    {
      ...ecmascript.promiseJobsInOrder,
      says: "Jobs run in the order in which they were queued.",
      order: ["await first", "then second", "await third"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
