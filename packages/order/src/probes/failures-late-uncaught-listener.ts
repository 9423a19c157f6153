// A listener for uncaughtException that is added after the throw.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-late-uncaught-listener",
  group: "failures",
  title: "An uncaughtException listener that a tick adds after the throw",
  question: "Is a listener called that is added after the main module threw, by a tick that was waiting?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.nextTick(() => {
      mark("tick");
      process.on("uncaughtException", () => mark("uncaught"));
    });
    mark("body");
    throw new Error("from the body");
  },
  promises: [
    {
      ...node.uncaughtOverridden,
      says: "Until when a listener has to be there is not said.",
      open: ["tick", "uncaught"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "Crash reporters are set up late, by a plugin or after a configuration was read.",
  },
});
