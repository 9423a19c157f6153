// A worker's loop: what its parent posted against its own timers.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-message-or-timer",
  group: "workers",
  title: "A waiting message against an overdue timer, inside a worker",
  question: "When a worker computes while a message and a timer become due, which comes first?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "immediate-or-timer",
  program({ thread }) {
    const worker = thread("busy");
    worker.on("message", () => worker.postMessage(0));
  },
  workers: {
    busy({ mark, spin, workerThreads }) {
      const port = workerThreads.parentPort;
      port?.on("message", () => {
        mark("message");
        port.unref();
      });
      setTimeout(() => {
        port?.postMessage(0);
        setTimeout(() => mark("timer"), 5);
        setImmediate(() => mark("immediate"));
        spin(60);
      }, 5);
    },
  },
  promises: [
    {
      ...node.pollMayTakeMore,
      says: "The loop goes from its timers over the poll phase to its immediates; where messages stand is not said.",
      open: ["message", "timer", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A worker that is asked to stop while it computes." },
});
