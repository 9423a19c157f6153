// Write this: report, then exit, in the uncaughtException listener.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-crash",
  group: "portable",
  title: "Write this: report, then exit, in the uncaughtException listener",
  question: "Does nothing run after a listener that exits?",
  kinds: ["loaded"],
  models: ["promises"],
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => {
      mark("report");
      process.exit(1);
    });
    setTimeout(() => {
      setTimeout(() => mark("timer"), 1);
      process.nextTick(() => {
        throw new Error("fatal");
      });
    }, 1);
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
