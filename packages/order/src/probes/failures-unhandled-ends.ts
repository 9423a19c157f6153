// Nobody listens.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "failures-unhandled-ends",
  group: "failures",
  title: "An unhandled rejection that nobody listens for",
  question:
    "Does an unhandled rejection end the process with code 1, before its timers, and with an exit event?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  recorder: "written",
  endings: ["exit 1"],
  program({ mark }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    setTimeout(() => mark("timer"), 500);
    Promise.reject(new Error("nobody cares"));
    mark("body");
  },
  promises: [
    {
      by: "Node",
      says: "Unhandled rejections are raised as uncaught exceptions, which end the process with code 1.",
      link: "https://nodejs.org/api/cli.html#--unhandled-rejectionsmode",
      always: ["exit 1"],
    },
    {
      by: "Node",
      says: "An exit event tells the code with which the process ends.",
      link: "https://nodejs.org/api/process.html#event-exit",
      order: ["body", "exit event 1", "exit 1"],
    },
    {
      by: "Node",
      says: "Nothing else runs.",
      link: "https://nodejs.org/api/process.html#event-exit",
      never: ["timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Exit handlers remove lock files and temporary folders." },
});
