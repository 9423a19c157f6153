// A worker that never gives its thread back.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-terminate",
  group: "workers",
  title: "Terminating a worker that spins",
  question: "Does terminate end a worker in an endless loop, and exit come before its promise is told?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  async program({ mark, thread }) {
    const worker = thread("spinning");
    worker.on("exit", (code) => mark(`exit code ${code}`));
    await new Promise((resolve) => worker.once("message", resolve));
    const code = await worker.terminate();
    mark(`terminated ${code}`);
  },
  workers: {
    spinning({ workerThreads }) {
      workerThreads.parentPort?.postMessage("ready");
      setTimeout(() => {
        for (;;);
      }, 1);
    },
  },
  promises: [
    {
      ...node.workerTerminate,
      says: "Terminate stops all JavaScript of the worker as soon as possible; its promise is for the code of the exit event.",
      order: ["exit code 1", "terminated 1"],
    },
    {
      ...node.workerTerminatedCode,
      says: "The exit code of a terminated worker is 1.",
      always: ["exit code 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It is the only deadline that holds against computing." },
});
