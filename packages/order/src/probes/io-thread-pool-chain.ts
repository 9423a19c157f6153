// A chain of jobs on the thread pool must let immediates in between.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-thread-pool-chain",
  group: "io",
  title: "Immediates between chained thread-pool jobs",
  question: "While each finished job starts the next, does a waiting immediate get its turn after the first?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "immediate-or-io",
  program({ mark, fs, spin }) {
    let left = 5;
    const again = () => {
      mark(`stat ${6 - left}`);
      if (left === 5) setImmediate(() => mark("immediate"));
      if (--left > 0) fs.stat(".", again);
      spin(15); // The next job is finished by now.
    };
    fs.stat(".", again);
  },
  promises: [
    {
      ...node.pollMayTakeMore,
      says: "Poll events may be queued while poll events are processed, so how many of them come before the check phase is not said.",
      open: ["immediate", "stat 2", "stat 3", "stat 4", "stat 5"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "A long read loop is expected to leave room for the rest of the service.",
  },
});
