// How a worker says that it takes no more messages.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-parent-port-close",
  group: "workers",
  title: "parentPort.close",
  question: "Does closing its port let a worker end?",
  kinds: ["loaded"],
  models: ["threads"],
  program({ mark, thread }) {
    const worker = thread("closing");
    worker.on("message", (text) => mark(text));
    worker.on("error", (error) => mark(`error ${(error as Error).name}`));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    closing({ workerThreads }) {
      const port = workerThreads.parentPort;
      port?.on("message", () => {});
      port?.postMessage(typeof port.removeAllListeners === "function" ? "an emitter" : "no emitter");
      port?.close();
    },
  },
  promises: [
    {
      by: "Node",
      says: "A closed port keeps nothing alive, so the worker ends by itself, with code 0.",
      link: "https://nodejs.org/api/worker_threads.html#portclose",
      always: ["an emitter", "exit code 0"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "parentPort.close is missing.",
      holds: (seen) => seen.came("error TypeError") === 1,
    },
    {
      runtime: "deno",
      says: "parentPort has no removeAllListeners.",
      holds: (seen) => seen.came("no emitter") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "It is how a worker ends in order, without process.exit." },
});
