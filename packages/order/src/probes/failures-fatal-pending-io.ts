// A fatal exception while a file system call is due.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-fatal-pending-io",
  group: "failures",
  title: "A fatal exception while a file system call is due",
  question: "Does a callback that is due still run after the main module throws, and is there an exit event?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "uncaught-exception",
  witnesses: ["test-process-exit-code"],
  recorder: "written",
  endings: ["exit 1"],
  program({ mark, fs, spin }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    fs.stat(".", () => mark("stat"));
    spin(30);
    throw new Error("fatal");
  },
  promises: [
    {
      ...node.uncaughtExits,
      says: "The process ends with code 1, so nothing else runs.",
      never: ["stat"],
    },
    {
      ...node.uncaughtExits,
      says: "The code is 1.",
      always: ["exit 1"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#35313",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A file system callback that is due runs after a fatal exception.",
      holds: (seen) => seen.came("stat") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Nothing may be written once the process has failed." },
});
