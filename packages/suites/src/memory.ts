// How much memory many tasks take, up to a million: one call in a fresh process, because calls are long.
import type { Suite } from "./suite.ts";

export const memory: Suite = {
  id: "memory",
  title: "How much memory tasks take",
  once: true,
  forks: 1,
  // As many as it takes to give a slope an interval.
  resourceForks: 5,
  cutOffMs: 30_000,
  cases: [
    {
      example: "sleepers",
      sweep: "sleepers",
      values: [1_000, 10_000, 30_000, 100_000],
      question: "How much memory do so many sleeping tasks take?",
    },
    {
      // Not on threads, where a call takes 16 s: six of them, three runtimes, are five minutes.
      example: "sleepers",
      sweep: "sleepers",
      values: [1_000_000],
      models: ["promises", "fibers"],
      quick: false,
      question: "How much memory do so many sleeping tasks take?",
    },
    {
      example: "spawn-join",
      sweep: "tasks",
      values: [1_000, 10_000, 100_000, 1_000_000],
      quick: false,
      question: "How much memory do so many tasks take that wait for their turn?",
    },
    {
      example: "skynet",
      sweep: "leaves",
      values: [1_000, 10_000, 100_000, 1_000_000],
      models: ["promises", "fibers"],
      quick: false,
      question: "How much memory does a tree of tasks take, up to a million leaves?",
    },
  ],
};
