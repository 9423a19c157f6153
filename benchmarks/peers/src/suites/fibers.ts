// What idiomatic Effect costs, and what its own settings give: each by itself, none mixed into our port.
import type { PeerSuite } from "./suite.ts";

export const fibers: PeerSuite = {
  id: "fibers",
  title: "The levers of fibers",
  ours: ["fibers"],
  peers: [
    ...["fibers-sync", "fibers-unyielding", "fibers-128-ops", "fibers-lean"],
    ...["fibers-detached", "fibers-in-turn", "fibers-fork-join"],
  ],
  resourceForks: 0,
  cases: [
    { example: "spawn-join", input: "bench" },
    { example: "spawn-join", input: "bench-at-once" },
    { example: "skynet", input: "bench" },
    { example: "sleepers", input: "bench" },
    { example: "ping-pong", input: "bench" },
    { example: "thread-ring", input: "bench" },
    { example: "sieve", input: "bench" },
  ],
};
