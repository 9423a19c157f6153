// A callback of the file system that is due when the main module throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-fatal-callback",
  group: "failures",
  title: "A fatal exception while a file system call is due",
  question: "Does a callback that is due still run after the main module throws?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  recorder: "written",
  endings: ["exit 1"],
  program({ mark, fs, spin }) {
    fs.stat(".", () => mark("stat"));
    spin(30);
    mark("body");
    throw new Error("fatal");
  },
  promises: [
    {
      ...node.uncaughtExits,
      says: "The exception ends the process, so no callback runs.",
      never: ["stat"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#35313",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A file system callback that is due runs after a fatal exception.",
      holds: (seen) => seen.came("stat") > 0.5,
    },
  ],
  relied: { likelihood: "sometimes", why: "Nothing may be written once the process has failed." },
});
