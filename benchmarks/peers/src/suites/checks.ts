// Whether the installed libraries answer the examples: `--profile smoke` is enough, nothing is timed.
import type { PeerSuite } from "./suite.ts";

export const checks: PeerSuite = {
  id: "checks",
  title: "Do they pass the checks that ours pass?",
  ours: ["promises"],
  peers: [
    ...["p-map", "p-limit", "async-mutex", "fastq", "p-queue"],
    ...["p-retry", "p-throttle", "bottleneck", "p-memoize", "map-of-promises"],
  ],
  forks: 1,
  resourceForks: 0,
  cases: [
    { example: "bounded-map", input: "test" },
    { example: "bounded-map", input: "test-cancel" },
    { example: "bounded-map", input: "test-await" },
    { example: "semaphore-pool", input: "test" },
    { example: "semaphore-pool", input: "test-impatient" },
    { example: "mutex", input: "test" },
    { example: "bounded-queue", input: "test" },
    { example: "bounded-queue", input: "test-slow-consumers" },
    { example: "retry", input: "test" },
    { example: "retry", input: "test-within" },
    { example: "retry", input: "test-permanent" },
    { example: "rate-limit", input: "test" },
    { example: "rate-limit", input: "test-free" },
    { example: "single-flight", input: "test" },
    { example: "single-flight", input: "test-leaving" },
  ],
};
