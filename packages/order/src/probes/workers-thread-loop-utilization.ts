// worker.performance.eventLoopUtilization.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-thread-loop-utilization",
  group: "workers",
  title: "worker.performance.eventLoopUtilization",
  question: "Does the event loop utilization of a worker count?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  async program({ mark, thread }) {
    const worker = thread("idle");
    await new Promise((resolve) => worker.once("message", resolve));
    const of = worker as unknown as {
      performance?: { eventLoopUtilization?(): { idle: number; active: number } };
    };
    const usage = of.performance?.eventLoopUtilization?.();
    mark((usage?.active ?? 0) + (usage?.idle ?? 0) > 0 ? "counts" : "zero");
    await worker.terminate();
  },
  workers: {
    idle({ workerThreads }) {
      setInterval(() => {}, 10);
      setTimeout(() => workerThreads.parentPort?.postMessage("ready"), 30);
    },
  },
  promises: [
    {
      ...node.workerUtilization,
      says: "It has the values of the worker as soon as its script has begun.",
      never: ["zero"],
    },
  ],
  claims: [
    {
      at: "denoland/deno#32827",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "worker.performance.eventLoopUtilization is missing, or always zero.",
      holds: (seen) => seen.came("zero") === 1,
    },
    {
      at: "oven-sh/bun#32609",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "worker.performance.eventLoopUtilization is always zero.",
      holds: (seen) => seen.came("zero") === 1,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "Autoscalers and dashboards read it; zeros look like an idle service.",
  },
});
