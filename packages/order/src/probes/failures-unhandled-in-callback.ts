// An unhandled rejection in a callback, with a timer that is due.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-unhandled-in-callback",
  group: "failures",
  title: "An unhandled rejection in a callback, with a timer that is due",
  question: "Does a timer that is due still run before the process ends?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "unhandled-rejection",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark, spin }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    setImmediate(() => {
      Promise.reject(new Error("not handled"));
      setTimeout(() => mark("due timer"), 1);
      spin(5);
    });
    setTimeout(() => mark("later timer"), 60);
  },
  promises: [
    {
      ...node.unhandledRaised,
      says: "Unhandled rejections are raised as uncaught exceptions.",
      always: ["exit 1"],
    },
    {
      ...node.uncaughtExits,
      says: "The process ends, so no later timer runs.",
      never: ["later timer"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33354",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A timer that is due runs before the process ends.",
      holds: (seen) => seen.came("due timer") === 1,
    },
    {
      at: "oven-sh/bun#38116",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The exit listener gets code 0.",
      holds: (seen) => seen.came("exit event 0") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Nothing may go on once the process has failed." },
});
