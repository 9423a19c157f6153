// How much faster more threads are: what can be told only of code that is warm in every thread, so it is measured for
// longer than other questions of scale.
import type { Suite } from "./suite.ts";

/** The examples that compute, with P from 1 to twice the cores. */
export const cores: Suite = {
  id: "cores",
  title: "How much faster more threads are",
  watchForks: 0,
  models: ["threads"],
  cases: [
    {
      example: "grain",
      input: "large",
      cores: true,
      question: "How much faster are more threads, with tasks of a millisecond?",
    },
    {
      example: "nqueens",
      input: "large",
      cores: true,
      question: "How much faster are more threads, where tasks share nothing and differ in length?",
    },
    {
      example: "matmul",
      input: "large",
      cores: true,
      question: "How much faster are more threads, where all of them read and write the same memory?",
    },
  ],
};
