// When a process beats a thread: break-even, round trip, payload by size, and what a crash may cost.
import type { Suite } from "./suite.ts";

export const processes: Suite = {
  id: "processes",
  title: "A thread or a process",
  models: ["promises", "threads", "processes"],
  cutOffMs: 20_000,
  cases: [
    {
      example: "grain",
      sweep: "units",
      values: [20, 200, 1_000, 50, 100, 500],
      question: "How large must a task be to be worth another process, or another thread?",
    },
    {
      example: "grain",
      input: "large",
      question: "How much faster are two processes, and two threads, with tasks of a millisecond?",
    },
    {
      example: "ping-pong",
      input: "bench",
      models: ["threads", "processes"],
      question: "What does a round trip between two processes cost, and between two threads?",
    },
    {
      example: "ping-pong",
      input: "bench-memory",
      models: ["threads", "processes"],
      question: "And through a file in memory, or shared memory?",
    },
    {
      example: "payload",
      sweep: "copied",
      values: [1_024, 262_144, 4_194_304],
      models: ["threads", "processes"],
      question: "What does it cost to copy data to a process and back, by its size?",
    },
    { example: "fib", input: "bench", question: "What do tasks gain in processes when they block?" },
    {
      example: "readers",
      input: "bench",
      question: "Does a reader for each book pay, in a process of its own?",
    },
    { example: "overlap", input: "bench" },
    { example: "nqueens", input: "bench", question: "How much faster are two processes, and two threads?" },
    {
      example: "matmul",
      input: "bench",
      question: "How much faster are two processes, and two threads, where tasks work on the same memory?",
    },
    {
      example: "matmul",
      input: "bench-copied",
      question: "What does it cost to copy what could be shared?",
    },
    { example: "skynet", input: "bench", question: "What does a task cost that does nothing, elsewhere?" },
    { example: "spawn-join", input: "bench" },
    { example: "bounded-map", input: "bench" },
    { example: "mutex", input: "bench", question: "What does a mutex cost that one process keeps for all?" },
    { example: "graceful-shutdown", input: "bench" },
  ],
};
