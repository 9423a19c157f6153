// A worker's loop: what its parent posted against its own timers.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-message-or-timer",
  group: "workers",
  title: "A waiting message against an overdue timer, inside a worker",
  question: "When a worker computes while a message and a timer become due, which comes first?",
  kinds: ["loaded"],
  models: ["threads"],
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
      by: "Node",
      says: "The loop goes from its timers over the poll phase to its immediates; where messages stand is not said.",
      link: "https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick",
      open: ["message", "timer", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A worker that is asked to stop while it computes." },
});
