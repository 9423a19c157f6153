// Which tasks wait for which: the examples that are read by distributions.
import type { Suite } from "./suite.ts";

/** The scheduling examples, each with the question that its input answers. */
export const scheduling: Suite = {
  id: "scheduling",
  title: "Who waits for whom",
  cases: [
    { example: "heartbeat", input: "bench-alone", question: "How late is a beat while nobody computes?" },
    {
      example: "heartbeat",
      input: "bench",
      question: "How late is a beat while a hog computes in one piece?",
    },
    {
      example: "heartbeat",
      input: "bench-steps",
      question: "How late is a beat while a hog computes in steps, at which only fibers give way?",
    },
    {
      example: "heartbeat",
      input: "bench-operations",
      question: "And when fibers give way after 128 operations instead of 2048?",
    },
    {
      example: "heartbeat",
      input: "bench-giving-way",
      question: "How late is a beat while a hog leaves the others a turn after each step?",
    },
    { example: "heartbeat", sweep: "hogs", question: "How late is a beat while so many hogs compute?" },
    {
      example: "heartbeat",
      sweep: "operations",
      question: "How late is a beat when fibers give way after so many operations?",
    },
    {
      example: "starvation",
      input: "bench",
      question: "Do tasks that go on in steps starve a timer for ever?",
    },
    {
      example: "starvation",
      input: "bench-microtasks",
      question: "Do tasks that go on in microtasks starve a timer for ever?",
    },
    {
      example: "starvation",
      input: "bench-turns",
      question: "Do tasks that go on in the next turn of the loop keep a timer waiting?",
    },
    { example: "timers", input: "bench", question: "Do timers keep time?" },
    { example: "fairness", input: "bench", question: "Do tasks that await in turn get equal turns?" },
    {
      example: "fairness",
      input: "bench-nothing",
      question: "Do tasks get equal turns when the first never gives way?",
    },
    {
      example: "fairness",
      input: "bench-giving-way",
      question: "Do tasks get equal turns when each gives way after each?",
    },
  ],
};
