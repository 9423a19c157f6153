// A chain of jobs on the thread pool must let immediates in between.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-thread-pool-chain",
  group: "io",
  title: "Immediates between chained thread-pool jobs",
  question: "While each finished job starts the next, does a waiting immediate get its turn after the first?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
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
      by: "Node",
      says: "The check phase comes right after the poll phase, so an immediate of the poll phase waits for no further I/O.",
      link: "https://nodejs.org/api/timers.html#setimmediatecallback-args",
      order: ["stat 1", "immediate", "stat 2"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "A long read loop is expected to leave room for the rest of the service.",
  },
});
