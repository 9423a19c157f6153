// What teams copy, against what they install.
import type { PeerSuite } from "./suite.ts";

export const coordination: PeerSuite = {
  id: "coordination",
  title: "What teams copy, against what they install",
  ours: ["promises"],
  peers: [
    ...["p-map", "p-limit", "async-mutex", "fastq", "p-queue"],
    ...["p-retry", "p-throttle", "bottleneck", "p-memoize", "map-of-promises"],
  ],
  resourceForks: 0,
  cases: [
    { example: "bounded-map-cost", input: "bench" },
    { example: "semaphore-pool-cost", input: "bench" },
    { example: "mutex-cost", input: "bench" },
    { example: "bounded-queue-cost", input: "bench" },
    { example: "retry-cost", input: "bench" },
    { example: "rate-limit-cost", input: "bench" },
    { example: "single-flight-cost", input: "bench" },
  ],
};
