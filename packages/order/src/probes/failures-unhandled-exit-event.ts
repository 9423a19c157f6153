// exit listeners after an unhandled rejection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-exit-event",
  group: "failures",
  title: "The exit event after an unhandled rejection",
  question: "With which code are exit listeners called when an unhandled rejection ends the process?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    Promise.reject(new Error("nobody cares"));
    mark("body");
  },
  promises: [
    {
      ...node.exitEmitted,
      says: "Whether the event is emitted when an exception ends the process, and with which code, is not said.",
      open: ["exit event 0", "exit event 1"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#38116",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The exit listener gets code 0.",
      holds: (seen) => seen.came("exit event 0") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Exit listeners remove lock files and report the code." },
});
