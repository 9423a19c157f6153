// uncaughtExceptionMonitor for an unhandled rejection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-monitor-rejection",
  group: "failures",
  title: "uncaughtExceptionMonitor for an unhandled rejection",
  question: "Is the monitor told of an unhandled rejection that ends the process?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtExceptionMonitor", (_error, origin) => mark(`monitor ${origin}`));
    Promise.reject(new Error("not handled"));
    mark("body");
  },
  promises: [
    {
      ...node.monitorOrigin,
      says: "The monitor is told of unhandled rejections too, and that they are such.",
      always: ["monitor unhandledRejection"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Crash reporters listen for it, and most crashes are rejections." },
});
