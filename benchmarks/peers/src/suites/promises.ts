// Promises at their best: the shapes that were tried, and what an honest yield to the loop costs.
import type { PeerSuite } from "./suite.ts";

export const promises: PeerSuite = {
  id: "promises",
  title: "The shapes of promises",
  ours: ["promises"],
  peers: [
    ...["promise-all", "promises-in-order", "promises-one-by-one"],
    ...["promises-countdown", "promises-giving-way", "timers-promises"],
  ],
  resourceForks: 0,
  cases: [
    { example: "spawn-join", input: "bench" },
    { example: "spawn-join", input: "bench-at-once" },
    { example: "skynet", sweep: "leaves", values: [1_000, 10_000, 100_000] },
    { example: "sleepers", input: "bench" },
  ],
};
