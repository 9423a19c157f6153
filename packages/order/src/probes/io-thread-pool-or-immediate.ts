// A result of the thread pool that is ready before the loop gets to the immediates.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-thread-pool-or-immediate",
  group: "io",
  title: "A finished thread-pool job against an immediate",
  question:
    "Does an immediate that was queued first run before the callback of I/O that has completed meanwhile?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "immediate-or-io",
  program({ mark, fs, spin }) {
    setImmediate(() => mark("immediate"));
    fs.stat(".", () => mark("stat"));
    spin(20);
  },
  promises: [
    {
      ...node.pollMayTakeMore,
      says: "I/O callbacks belong to the poll phase, immediates to the check phase after it; which comes first at start is not said.",
      open: ["immediate", "stat"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#8972",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A completed thread-pool job is delivered before an immediate that was queued first.",
      holds: (seen) => seen.share("stat", "immediate") > 0.5,
    },
    {
      at: "denoland/deno#22458",
      state: "won't fix",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "Whether a completed file system call or an immediate queued first comes first is not settled.",
      holds: (seen) => seen.share("stat", "immediate") > 0 && seen.share("stat", "immediate") < 1,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "setImmediate is used to run something after the I/O just begun has had no chance yet.",
  },
});
