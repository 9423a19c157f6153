// The exit code when an uncaughtException listener throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-handler-throws-code",
  group: "failures",
  title: "The exit code when an uncaughtException listener throws",
  question: "Does the process end with code 7?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 7", "exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => {
      mark("handler");
      throw new Error("from the handler");
    });
    setTimeout(() => {
      throw new Error("from a timer");
    }, 1);
  },
  promises: [
    {
      ...node.handlerErrorsExit7,
      says: "The code is 7.",
      always: ["exit 7"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Supervisors restart by the exit code." },
});
