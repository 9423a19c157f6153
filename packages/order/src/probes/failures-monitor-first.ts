// uncaughtExceptionMonitor against uncaughtException.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-monitor-first",
  group: "failures",
  title: "uncaughtExceptionMonitor against uncaughtException",
  question: "Is the monitor called before the listener?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  witnesses: ["test-process-uncaught-exception-monitor"],
  endings: ["exit 1"],
  program({ mark }) {
    process.on("uncaughtException", () => mark("listener"));
    process.on("uncaughtExceptionMonitor", () => mark("monitor"));
    setTimeout(() => {
      throw new Error("from a timer");
    }, 1);
  },
  promises: [
    {
      ...node.monitorComesFirst,
      says: "The monitor comes before the listener, whichever was added first.",
      order: ["monitor", "listener"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Crash reporters listen for it." },
});
