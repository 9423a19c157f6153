// monitorEventLoopDelay.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-loop-delay",
  group: "workers",
  title: "monitorEventLoopDelay",
  question: "Does the histogram of the loop delay see a blocked loop?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  async program({ mark, perfHooks, spin }) {
    const delay = perfHooks.monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      spin(40);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    mark(delay.max > 20e6 ? "sees it" : "does not see it");
  },
  promises: [
    {
      ...node.loopDelay,
      says: "The histogram samples and reports the delay of the loop.",
      always: ["sees it"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "monitorEventLoopDelay does not see a blocked loop.",
      holds: (seen) => seen.came("does not see it") > 0,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "Autoscalers and dashboards read it; zeros look like an idle service.",
  },
});
