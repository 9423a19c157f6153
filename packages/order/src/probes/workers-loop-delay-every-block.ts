// monitorEventLoopDelay against turns that block the loop.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-loop-delay-every-block",
  group: "workers",
  title: "monitorEventLoopDelay",
  question: "Does the histogram of the loop delay see every turn that blocked the loop?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  async program({ mark, perfHooks, spin }) {
    const delay = perfHooks.monitorEventLoopDelay({ resolution: 30 });
    const later = () => new Promise((resolve) => setTimeout(resolve, 45));
    const blocks = 4;
    let seen = 0;
    delay.enable();
    for (let block = 0; block < blocks; block++) {
      delay.reset();
      await later();
      spin(80);
      await later();
      if (delay.max > 40e6) seen++;
    }
    mark(seen === blocks ? "sees every block" : "misses blocks");
  },
  promises: [
    {
      ...node.loopDelaysDetected,
      says: "Delays of the loop are what it is there to detect.",
      always: ["sees every block"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      // Deno samples how long one yield of its sampling task takes: it sees a block only where the two meet.
      says: "monitorEventLoopDelay misses turns that block the loop.",
      holds: (seen) => seen.came("misses blocks") > 0.9,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "Autoscalers and dashboards read it; a block that is missed looks like an idle service.",
  },
});
