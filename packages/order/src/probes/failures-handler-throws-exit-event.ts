// exit listeners when an uncaughtException listener throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-handler-throws-exit-event",
  group: "failures",
  title: "The exit event when an uncaughtException listener throws",
  question: "Are exit listeners called?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 7", "exit 1"],
  program({ mark }) {
    process.on("exit", () => mark("exit event"));
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
      ...node.exitEmitted,
      says: "Whether the event is emitted when an exception ends the process is not said.",
      open: ["exit event"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33463",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The exit listeners run when the handler of an uncaught exception throws.",
      holds: (seen) => seen.came("exit event") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Exit listeners remove lock files." },
});
