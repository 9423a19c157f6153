// An uncaughtException listener that throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-handler-throws",
  group: "failures",
  title: "An uncaughtException listener that throws",
  question: "Does the process end with code 7, and without an exit event?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 7", "exit 1"],
  program({ mark }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    process.on("uncaughtException", () => {
      mark("handler");
      throw new Error("from the handler");
    });
    setTimeout(() => {
      throw new Error("from a timer");
    }, 1);
    setTimeout(() => mark("later timer"), 60);
  },
  promises: [
    {
      ...node.handlerErrorsNotCaught,
      says: "The process ends with a code other than 0.",
      never: ["later timer"],
    },
    {
      ...node.handlerErrorsExit7,
      says: "The code is 7.",
      always: ["exit 7"],
    },
    {
      ...node.exitAfterListeners,
      says: "Whether exit listeners are called is not said.",
      open: ["exit event 7", "exit event 1"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33463",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The exit listeners run when the handler of an uncaught exception throws.",
      holds: (seen) => seen.came("exit event 7") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Supervisors restart by the exit code." },
});
