// What teams copy, and what each helper costs.
import type { Suite } from "./suite.ts";

/** The coordination examples, each with the question that its input answers. */
export const coordination: Suite = {
  id: "coordination",
  title: "What teams copy",
  cases: [
    { example: "bounded-map", input: "bench", question: "What does it cost to map with at most 8 at once?" },
    {
      example: "bounded-map",
      input: "bench-pauses",
      question: "Does a bounded map keep 8 places filled while tasks pause?",
    },
    { example: "deadline", input: "bench", question: "What does a deadline cost that nobody exceeds?" },
    {
      example: "deadline",
      input: "bench-exceeded",
      question: "How much later than the deadline can the caller go on, when all has been cleaned up?",
    },
    {
      example: "first-success",
      input: "bench",
      question: "What does it cost to race a hundred and cancel the losers?",
    },
    {
      example: "first-success",
      input: "bench-fail",
      question: "What does a race cost of which all but one fail?",
    },
    { example: "all-or-nothing", input: "bench", question: "What does it cost to gather results?" },
    {
      example: "all-or-nothing",
      input: "bench-failing",
      question: "What does it cost to cancel all the others when one fails?",
    },
    { example: "settle-all", input: "bench", question: "What does it cost to gather every outcome?" },
    {
      example: "bounded-queue",
      input: "bench",
      question: "What does an item cost on its way through a queue with room?",
    },
    {
      example: "bounded-queue",
      input: "bench-one",
      question: "And where the queue holds a single item, so that each side waits for the other?",
    },
    {
      example: "retry",
      input: "bench",
      question: "What does another attempt cost when it may be made at once?",
    },
    {
      example: "retry",
      input: "bench-delays",
      question: "How much longer do delays take than what was asked for?",
    },
    { example: "mutex", input: "bench", question: "What does it cost that no update is lost?" },
    { example: "mutex", input: "bench-unguarded", question: "And the same updates without a guard?" },
    {
      example: "semaphore-pool",
      input: "bench",
      question: "What does a permit cost, with a resource lent along?",
    },
    {
      example: "semaphore-pool",
      input: "bench-pauses",
      question: "Do 8 permits stay in use while those who hold them pause?",
    },
    { example: "rate-limit", input: "bench", question: "What does a limit cost where it does not bind?" },
    {
      example: "rate-limit",
      input: "bench-bound",
      question: "How much longer than it must does a limit make its tasks wait where it binds?",
    },
    { example: "single-flight", input: "bench", question: "What does a caller cost who shares a call?" },
    {
      example: "graceful-shutdown",
      input: "bench",
      question: "What does it cost to stop a service in order?",
    },
  ],
};
