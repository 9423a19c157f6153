// exit listeners after a fatal exception.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-fatal-exit-event",
  group: "failures",
  title: "The exit event after a fatal exception",
  question: "Are exit listeners called with code 1 after the main module throws?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  witnesses: ["test-process-exit-code"],
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    mark("body");
    throw new Error("fatal");
  },
  promises: [
    {
      ...node.exitEmitted,
      says: "Whether the event is emitted when an exception ends the process, and with which code, is not said.",
      open: ["exit event 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Exit listeners remove lock files and temporary folders." },
});
