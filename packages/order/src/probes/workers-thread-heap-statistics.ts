// worker.getHeapStatistics.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-thread-heap-statistics",
  group: "workers",
  title: "worker.getHeapStatistics",
  question: "Does a worker report its heap?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  witnesses: ["test-worker-heap-statistics"],
  async program({ mark, thread }) {
    const worker = thread("idle");
    await new Promise((resolve) => worker.once("message", resolve));
    const of = worker as unknown as { getHeapStatistics?(): Promise<{ total_heap_size: number }> };
    const heap = await of.getHeapStatistics?.().catch(() => undefined);
    mark((heap?.total_heap_size ?? 0) > 0 ? "reports" : "does not report");
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
      ...node.workerHeapStatistics,
      says: "The promise is resolved with the statistics.",
      always: ["reports"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "worker.getHeapStatistics is missing.",
      holds: (seen) => seen.came("does not report") === 1,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "Autoscalers and dashboards read it; zeros look like an idle service.",
  },
});
