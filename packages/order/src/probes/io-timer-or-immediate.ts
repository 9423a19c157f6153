// The one promise about immediates and timers that Node's guide makes; the callback holds on until the timer is due.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-timer-or-immediate",
  group: "io",
  title: "An overdue timer against an immediate, inside an I/O callback",
  question: "Within an I/O callback, does the immediate come before a timer that is already due?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  program({ mark, fs, spin }) {
    fs.stat(".", () => {
      setTimeout(() => mark("timeout"), 0);
      setImmediate(() => mark("immediate"));
      spin(5);
    });
  },
  promises: [
    {
      ...node.immediateFirstInIo,
      says: "Within an I/O cycle setImmediate always comes before any timer, however many there are.",
      order: ["immediate", "timeout"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Batching of I/O by setImmediate is taught with this guarantee." },
});
