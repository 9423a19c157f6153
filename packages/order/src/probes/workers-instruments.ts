// What a parent can read of a worker, and a program of itself.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-instruments",
  group: "workers",
  title: "Instruments: loop utilization, loop delay, async hooks, heap statistics",
  question: "Do the instruments that an operator reads tell anything?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  async program({ mark, asyncHooks, perfHooks, spin, thread }) {
    const worker = thread("idle");
    await new Promise((resolve) => worker.once("message", resolve));
    const of = worker as unknown as {
      getHeapStatistics?(): Promise<{ total_heap_size: number }>;
      performance?: { eventLoopUtilization?(): { idle: number; active: number } };
    };
    const heap = await of.getHeapStatistics?.().catch(() => undefined);
    mark((heap?.total_heap_size ?? 0) > 0 ? "worker heap" : "no worker heap");
    const usage = of.performance?.eventLoopUtilization?.();
    mark((usage?.active ?? 0) + (usage?.idle ?? 0) > 0 ? "worker utilization" : "no worker utilization");

    let inits = 0;
    asyncHooks.createHook({ init: () => inits++ }).enable();
    const delay = perfHooks.monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      spin(40);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    mark(inits > 0 ? "async hooks" : "no async hooks");
    mark(delay.max > 20e6 ? "loop delay" : "no loop delay");
    const own = perfHooks.performance.eventLoopUtilization();
    mark(own.active > 0 ? "utilization" : "no utilization");
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
      by: "Node",
      says: "These instruments exist, and count.",
      link: "https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions",
      always: ["worker heap", "worker utilization", "async hooks", "loop delay", "utilization"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32618",
      runtime: "bun",
      says: "Event loop utilization is always zero.",
      holds: (seen) => seen.came("no utilization") === 1,
    },
    {
      at: "denoland/deno#32827",
      runtime: "deno",
      says: "Event loop utilization is always zero.",
      holds: (seen) => seen.came("no utilization") === 1,
    },
    {
      runtime: "deno",
      says: "monitorEventLoopDelay does not see a blocked loop.",
      holds: (seen) => seen.came("no loop delay") > 0,
    },
    {
      runtime: "bun",
      says: "A hook's init of async_hooks is never called.",
      holds: (seen) => seen.came("no async hooks") === 1,
    },
    {
      runtime: "deno",
      says: "worker.getHeapStatistics is missing.",
      holds: (seen) => seen.came("no worker heap") === 1,
    },
    {
      runtime: "deno",
      says: "worker.performance.eventLoopUtilization is missing, or always zero.",
      holds: (seen) => seen.came("no worker utilization") === 1,
    },
    {
      runtime: "bun",
      says: "worker.performance.eventLoopUtilization is always zero.",
      holds: (seen) => seen.came("no worker utilization") === 1,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "Autoscalers and dashboards read them; zeros look like an idle service.",
  },
});
