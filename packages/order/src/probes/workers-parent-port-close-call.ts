// parentPort.close.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-parent-port-close-call",
  group: "workers",
  title: "parentPort.close",
  question: "Can a worker close the port to its parent?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-port-close",
  program({ thread }) {
    thread("closing");
  },
  workers: {
    closing({ mark, workerThreads }) {
      try {
        workerThreads.parentPort?.close();
        mark("closed");
      } catch (error) {
        mark(`error ${(error as Error).name}`);
      }
    },
  },
  promises: [
    {
      ...node.parentPortIsPort,
      says: "parentPort is a MessagePort, and that has close.",
      always: ["closed"],
    },
    {
      ...node.portClosed,
      says: "The method may be called when nothing further is to be said.",
      never: ["error TypeError"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "parentPort.close is missing.",
      holds: (seen) => seen.came("error TypeError") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "It is how a worker ends in order, without process.exit." },
});
