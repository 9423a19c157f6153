// How costs grow: a million tasks, many threads. Sweeps, each with the question that it answers.
//
// All of it, with the suites `memory` and `cores`, is to end within half an hour in `full` and within five minutes in
// `quick` on two cores: so a point is measured in no more forks and for no longer than listed below, its neighbors add
// the rest; and a quick look takes the first three values of a sweep. 25 ms of warm-up leave much uncompiled: what is
// compared is code that has just begun.
import type { Suite } from "./suite.ts";

export const scale: Suite = {
  id: "scale",
  title: "How costs grow",
  share: 0.25,
  forks: 10,
  resourceForks: 0,
  cutOffMs: 10_000,
  cases: [
    {
      example: "spawn-join",
      sweep: "tasks",
      values: [100, 1_000, 10_000, 100_000],
      question: "What does a task cost, when all of them live at one time?",
    },
    {
      example: "skynet",
      sweep: "leaves",
      values: [1_000, 10_000, 100_000, 1_000_000],
      question: "What does a tree of tasks cost, up to a million leaves?",
    },
    {
      example: "ping-pong",
      sweep: "rounds-by-message",
      values: [10, 100, 1_000],
      quick: false,
      question: "What does a round trip between two tasks cost, by message?",
    },
    {
      example: "ping-pong",
      sweep: "rounds-by-memory",
      values: [10, 100, 1_000],
      models: ["threads"],
      quick: false,
      question: "What does a round trip between two threads cost, by shared memory?",
    },
    {
      example: "thread-ring",
      sweep: "tasks",
      values: [2, 10, 100],
      quick: false,
      question: "Does handing on cost more, the more tasks wait for their turn?",
    },
    {
      example: "sieve",
      sweep: "primes",
      values: [10, 30, 100, 300],
      question: "What does a pipeline cost, the longer it is?",
    },
    {
      example: "sieve",
      sweep: "slots",
      quick: false,
      question: "Do wider channels between the tasks of a pipeline pay?",
    },
    {
      example: "payload",
      sweep: "copied",
      values: [1_024, 262_144, 4_194_304, 67_108_864],
      models: ["threads"],
      question: "What does it cost to copy data to another thread and back, by its size?",
    },
    {
      example: "payload",
      sweep: "transferred",
      values: [1_024, 262_144, 4_194_304, 67_108_864],
      models: ["threads"],
      quick: false,
      question: "Does it cost more to transfer more data?",
    },
    {
      example: "payload",
      sweep: "shared",
      values: [1_024, 262_144, 4_194_304, 67_108_864],
      models: ["threads"],
      question: "Does it cost more to share more data?",
    },
  ],
};
