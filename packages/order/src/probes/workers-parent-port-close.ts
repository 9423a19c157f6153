// parentPort.close.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-parent-port-close",
  group: "workers",
  title: "parentPort.close",
  question: "Can a worker close its port, and does it then end by itself?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-port-close",
  program({ mark, thread }) {
    const worker = thread("closing");
    worker.on("error", (error) => mark(`error ${(error as Error).name}`));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    closing({ workerThreads }) {
      const port = workerThreads.parentPort;
      port?.on("message", () => {});
      port?.close();
    },
  },
  promises: [
    {
      ...node.portClosed,
      says: "A port has a method that closes it.",
      never: ["error TypeError"],
    },
    {
      by: "Node",
      link: "https://nodejs.org/api/worker_threads.html#portclose",
      says: "That a worker ends when its port is closed is not said.",
      open: ["exit code 0"],
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
