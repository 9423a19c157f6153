// How much faster more threads are, and from where on: which needs code that is warm in every thread, and a call takes
// up to 100 ms. So a fork takes twice as long as others, and there are fewer of them.
import type { Suite } from "./suite.ts";

/** The examples that compute, with P from 1 to twice the cores; and grain by the size of its tasks. */
export const cores: Suite = {
  id: "cores",
  title: "How much faster more threads are",
  share: 2,
  forks: 15,
  resourceForks: 0,
  cases: [
    {
      example: "grain",
      sweep: "units",
      values: [2, 20, 200, 1, 5, 10, 50],
      models: ["promises", "threads"],
      question: "How small may a task be before another thread stops paying?",
    },
    {
      example: "grain",
      input: "large",
      cores: true,
      models: ["threads"],
      question: "How much faster are more threads, with tasks of a millisecond?",
    },
    {
      example: "nqueens",
      input: "large",
      cores: true,
      models: ["threads"],
      quick: false,
      question: "How much faster are more threads, where tasks share nothing and differ in length?",
    },
    {
      example: "matmul",
      input: "large",
      cores: true,
      models: ["threads"],
      question: "How much faster are more threads, where all of them read and write the same memory?",
    },
  ],
};
