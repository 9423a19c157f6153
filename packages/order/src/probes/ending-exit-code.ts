// Who has the last word on the exit code.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-exit-code",
  group: "ending",
  title: "process.exitCode, set by an exit listener",
  question: "Can the last exit listener still change the exit code?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "exit-events",
  recorder: "written",
  endings: ["exit 3", "exit 4"],
  program({ mark }) {
    process.exitCode = 3;
    process.on("exit", (code) => {
      mark(`exit event ${code}`);
      process.exitCode = 4;
    });
    setTimeout(() => mark("timer"), 1);
  },
  promises: [
    {
      ...node.exitCodePassed,
      says: "The exit event has process.exitCode as its argument, and the process ends with the code that the property then has.",
      order: ["timer", "exit event 3"],
    },
    {
      ...node.exitCodeUsed,
      says: "The process ends with the code that the property then has.",
      always: ["exit 4"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Test runners decide in their exit listener." },
});
