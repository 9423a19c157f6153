// What it costs to leave the machine, and when it pays: the examples that a cluster runs, beside threads.
import type { Suite } from "./suite.ts";

export const cluster: Suite = {
  id: "cluster",
  title: "Beyond one machine",
  models: ["promises", "threads", "cluster"],
  cutOffMs: 20_000,
  cases: [
    {
      example: "grain",
      sweep: "units",
      values: [100, 1_000, 10_000, 200, 500, 50],
      question: "How large must a task be to be worth another machine, or another thread?",
    },
    {
      example: "ping-pong",
      input: "bench",
      models: ["threads", "cluster"],
      question: "What does a round trip between two machines cost, and between two threads?",
    },
    { example: "fib", input: "bench", question: "What do tasks gain elsewhere when they block?" },
    { example: "fib", input: "bench-yields", question: "What do tasks lose elsewhere when they only wait?" },
    { example: "readers", input: "bench", question: "Does a reader for each book pay, on another machine?" },
    { example: "nqueens", input: "bench", question: "How much faster are two machines, and two threads?" },
    { example: "skynet", input: "bench", question: "What does a task cost that does nothing, elsewhere?" },
    {
      example: "bounded-map",
      input: "bench",
      question: "What does it cost to map over tasks that run elsewhere?",
    },
    {
      example: "bounded-queue",
      input: "bench",
      question: "What does an item cost on its way through a queue on one of the machines?",
    },
    {
      example: "single-flight",
      input: "bench",
      question: "What does a shared call cost, where it is made elsewhere?",
    },
    {
      example: "graceful-shutdown",
      input: "bench",
      question: "What does it cost to leave in order, with work on its way?",
    },
  ],
};
