// A service under load: until what share of computing, and until what rate, each model holds its latency.
import type { Suite } from "./suite.ts";

/**
 * Each call is a second of requests; so it has no place in what is measured within minutes. The most informative values
 * come first, for a quick look: one before the limit is passed, and the largest.
 */
export const service: Suite = {
  id: "service",
  title: "A service that waits and computes",
  // Verdicts need no more, and no memory is watched: the figures that matter are the latencies.
  forks: 10,
  resourceForks: 0,
  cases: [
    {
      example: "mix",
      sweep: "share",
      values: [55, 70, 100, 60, 65, 80, 20, 40],
      question: "Until what share of computing does each model hold its latency?",
    },
    {
      example: "mix",
      sweep: "rate-tenth",
      values: [800, 1_200, 1_600, 400],
      question: "At what rate does p99 pass 100 ms, when requests compute for a tenth of their time?",
    },
    {
      example: "mix",
      sweep: "rate-half",
      values: [150, 200, 300, 100],
      question: "At what rate does p99 pass 100 ms, when requests compute for half of their time?",
    },
    {
      example: "mix",
      sweep: "rate-all",
      values: [75, 100, 150, 50],
      question: "At what rate does p99 pass 100 ms, when requests do nothing but compute?",
    },
  ],
};
