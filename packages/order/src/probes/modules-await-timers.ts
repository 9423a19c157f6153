// Does the loop turn while a module is being awaited?
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "modules-await-timers",
  group: "modules",
  title: "Timers and immediates during a top-level await",
  question: "While the main module awaits a 300 ms timer, do shorter timers, immediates and I/O go on?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  async program({ mark, fs }) {
    const waiting = new Set(["a timer", "an immediate", "I/O"]);
    setTimeout(() => waiting.delete("a timer"), 5);
    setImmediate(() => waiting.delete("an immediate"));
    fs.stat(".", () => waiting.delete("I/O"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    mark(waiting.size === 0 ? "all went on" : `still waiting: ${[...waiting].join(", ")}`);
  },
  promises: [
    {
      ...node.loopRunsAfterScript,
      says: "That the event loop runs while a module awaits is not written down.",
      open: ["all went on"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Servers are set up by top-level await." },
});
