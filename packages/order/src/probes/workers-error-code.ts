// The exit code of a worker that throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-error-code",
  group: "workers",
  title: "The exit code of a worker that throws",
  question: "Does a worker that throws from its body end with exit code 1?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  program({ mark, thread }) {
    const worker = thread("failing");
    worker.on("error", () => {});
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    failing() {
      throw new Error("nothing left");
    },
  },
  promises: [
    {
      ...node.workerTerminatedCode,
      says: "An uncaught exception terminates a worker, and a worker that was terminated has exit code 1.",
      always: ["exit code 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Pools replace a worker that ended with a code other than 0." },
});
