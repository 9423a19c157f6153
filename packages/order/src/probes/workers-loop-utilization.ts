// eventLoopUtilization.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-loop-utilization",
  group: "workers",
  title: "eventLoopUtilization",
  question: "Does the event loop utilization of the main thread count?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  async program({ mark, perfHooks, spin }) {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      spin(40);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { active } = perfHooks.performance.eventLoopUtilization();
    mark(active > 0 ? "counts" : "zero");
  },
  promises: [
    {
      ...node.loopUtilization,
      says: "It is the time for which the loop was idle and active.",
      never: ["zero"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32618",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "Event loop utilization is always zero.",
      holds: (seen) => seen.came("zero") === 1,
    },
    {
      at: "denoland/deno#32827",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "Event loop utilization is always zero.",
      holds: (seen) => seen.came("zero") === 1,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "Autoscalers and dashboards read it; zeros look like an idle service.",
  },
});
