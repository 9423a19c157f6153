// A million tasks, once in a fresh process: how long, and how much memory.
import type { PeerSuite } from "./suite.ts";

/** A million leaves, in our port and in every shape that was tried. */
export const skynet: PeerSuite = {
  id: "skynet",
  title: "A million leaves",
  ours: ["promises", "fibers"],
  peers: [
    ...["promise-all", "promises-in-order", "promises-one-by-one", "promises-countdown"],
    ...["promises-giving-way", "fibers-detached", "fibers-fork-join", "fibers-in-turn", "fibers-sync"],
    ...["fibers-unyielding", "fibers-lean"],
  ],
  once: true,
  resourceForks: 2,
  cutOffMs: 10_000,
  cases: [{ example: "skynet", input: "million" }],
};

/**
 * Up to a million that sleep, against the plain promise and its timer: the cost of one more is the slope over the
 * sizes.
 */
export const sleepers: PeerSuite = {
  id: "sleepers",
  title: "A million that sleep",
  ours: ["promises"],
  peers: ["promise-all", "timers-promises"],
  once: true,
  forks: 1,
  // As many as it takes to give the slope an interval.
  resourceForks: 5,
  cases: [{ example: "sleepers", sweep: "sleepers", values: [10_000, 100_000, 1_000_000] }],
};
