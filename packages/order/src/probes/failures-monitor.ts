// uncaughtExceptionMonitor.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-monitor",
  group: "failures",
  title: "uncaughtExceptionMonitor",
  question: "Is the monitor called before the listener, with the origin, and also for a rejection?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  witnesses: ["test-process-uncaught-exception-monitor"],
  program({ mark }) {
    const thrown = new Error("from a timer");
    process.on("uncaughtExceptionMonitor", (error, origin) => {
      if (origin === "uncaughtException" && error !== thrown) mark("another error");
      mark(`monitor ${origin}`);
    });
    process.on("uncaughtException", (_error, origin) => mark(`listener ${origin}`));
    setTimeout(() => {
      throw thrown;
    }, 1);
    setTimeout(() => Promise.reject(new Error("not handled")), 20);
  },
  endings: ["exit 1"],
  promises: [
    {
      ...node.monitorComesFirst,
      says: "The monitor comes before the listener.",
      order: ["monitor uncaughtException", "listener uncaughtException"],
    },
    {
      ...node.monitorComesFirst,
      says: "For a rejection too.",
      order: ["monitor unhandledRejection", "listener unhandledRejection"],
    },
    {
      ...node.unhandledRaised,
      says: "An unhandled rejection is raised as an uncaught exception, so both are called for it.",
      always: ["monitor unhandledRejection", "listener unhandledRejection"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Crash reporters listen for it." },
});
