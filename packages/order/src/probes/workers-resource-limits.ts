// A worker that takes more memory than it was given.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-resource-limits",
  group: "workers",
  title: "resourceLimits",
  question: "Is a worker that exceeds its heap limit ended, and the process kept?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-limits",
  witnesses: ["test-worker-resource-limits"],
  program({ mark, thread }) {
    const worker = thread("greedy", { resourceLimits: { maxOldGenerationSizeMb: 24 } });
    worker.on("error", (error: NodeJS.ErrnoException) => mark(`error ${error.code ?? error.name}`));
    worker.on("message", () => mark("took 120 MB"));
    worker.on("exit", () => mark("exit"));
  },
  workers: {
    greedy({ workerThreads }) {
      const held: number[][] = [];
      for (let i = 0; i < 120; i++) held.push(new Array<number>(131072).fill(i + 0.5));
      workerThreads.parentPort?.postMessage(held.length);
    },
  },
  promises: [
    {
      ...node.workerResourceLimits,
      says: "A worker that reaches its limit is terminated with ERR_WORKER_OUT_OF_MEMORY.",
      never: ["took 120 MB"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#31411",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "resourceLimits is ignored.",
      holds: (seen) => seen.came("took 120 MB") === 1,
    },
    {
      runtime: "deno",
      says: "A worker that exceeds its heap limit is ended, as in Node.",
      holds: (seen) => seen.came("took 120 MB") === 0,
    },
  ],
  relied: { likelihood: "sometimes", why: "Untrusted or greedy work is put into a worker with a limit." },
});
