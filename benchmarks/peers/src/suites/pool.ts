// Pools of threads: what a round trip of a task costs, alone and among 64, and how small a task may be.
import type { PeerSuite } from "./suite.ts";

export const pool: PeerSuite = {
  id: "pool",
  title: "Pools of threads",
  ours: ["threads-by-memory", "threads-by-message"],
  peers: ["piscina", "tinypool", "workerpool", "effect-workers"],
  resourceForks: 0,
  // A round trip becomes ten times faster within its first 200 ms, in ours and in theirs; what lasts is compared.
  share: 2,
  // A pool whose threads never answer is not waited for in every fork.
  cutOffMs: 15_000,
  cases: [
    { example: "pool-cost", input: "bench-one" },
    { example: "pool-cost", input: "bench" },
    { example: "grain", input: "bench-small" },
    { example: "grain", input: "bench" },
  ],
};
