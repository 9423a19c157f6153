// SIGTERM sent to oneself, with a listener.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-signal-to-self",
  group: "ending",
  title: "SIGTERM sent to oneself, with a listener",
  question: "Does a process that has nothing else to do wait for the signal that it sent to itself?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "signals",
  recorder: "written",
  endings: ["SIGTERM"],
  program({ mark }) {
    process.on("SIGTERM", () => mark("SIGTERM"));
    process.on("exit", (code) => mark(`exit event ${code}`));
    process.kill(process.pid, "SIGTERM");
    mark("sent");
  },
  promises: [
    {
      ...node.signalListenerReplacesExit,
      says: "A listener keeps the process from being ended; that it runs before the process ends by itself is not said.",
      always: ["exit event 0"],
    },
    {
      ...node.signalListenerReplacesExit,
      says: "Whether the listener runs is not said.",
      open: ["SIGTERM", "exit event 0"],
    },
  ],
  claims: [
    {
      at: "nodejs/node#28502",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "A signal that a process sends to itself is lost when nothing else is to be done.",
      holds: (seen) => seen.came("SIGTERM") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Tests of shutdown code send it." },
});
