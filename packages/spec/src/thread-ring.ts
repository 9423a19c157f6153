// thread-ring: tasks in a ring, and a token that each of them counts up and hands to the next.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const ThreadRingInput = Schema.Struct({
  /** How many tasks form the ring; more would need too many ports between threads. */
  tasks: Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 1_000 })),
  /** How often the token goes around. */
  laps: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
});

export const ThreadRingOutput = Schema.Struct({
  /** What the token was counted up to. */
  token: Schema.Int,
  /** How often each had it. */
  hits: Schema.Array(Schema.Int),
});

export type ThreadRingInput = typeof ThreadRingInput.Type;
export type ThreadRingOutput = typeof ThreadRingOutput.Type;

export const threadRing = defineSpec({
  id: "thread-ring",
  title: "Thread ring",
  question: "What does handing on cost around many tasks, only one of which has something to do?",
  origin: "The thread ring of the Savina benchmarks of actors, and of the Computer Language Benchmarks Game.",
  input: ThreadRingInput,
  output: ThreadRingOutput,
  inputs: {
    test: { tasks: 5, laps: 3 },
    "test-smallest": { tasks: 2, laps: 1 },
    bench: { tasks: 50, laps: 8 },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks in the circle",
      values: [2, 10, 100, 1_000],
      // As many hand-overs at every size.
      at: (tasks): ThreadRingInput => ({ tasks, laps: 2_000 / tasks }),
    },
    laps: {
      parameter: "laps",
      unit: "laps around 50 tasks",
      values: [1, 4, 16, 64],
      each: "lap",
      at: (laps): ThreadRingInput => ({ tasks: 50, laps }),
    },
  },
  batch: 1,
  primary: "per-hop",
  oneCall: {
    work: "A token goes 8 times around 50 tasks, each of which waits for it.",
    inModel: {
      promises: "A promise and a microtask each time it is handed on.",
      fibers: "A deferred and a suspension each time it is handed on.",
      threads: "A message through a port each time, from thread to thread.",
    },
    objections: [
      {
        objection: "Fifty tasks on two threads are no ring of threads.",
        answer:
          "A thread a task would cost megabytes each; tasks that share a thread still change threads at every step.",
      },
    ],
  },
  check({ tasks, laps }, { token, hits }) {
    const wrong: string[] = [];
    if (token !== tasks * laps) wrong.push(`the token was counted up to ${token}, not ${tasks * laps}`);
    if (hits.length !== tasks) wrong.push(`${hits.length} tasks were in the circle, not ${tasks}`);
    hits.forEach((count, task) => {
      if (count !== laps) wrong.push(`task ${task} had the token ${count} times, not ${laps}`);
    });
    return wrong;
  },
  ideal: ({ tasks, laps }) => ({
    ms: undefined,
    why: `${tasks * laps} times handing on, one after the other: all of it is the scheduler's`,
  }),
  metrics: [
    {
      id: "per-hop",
      title: "Wall time a hand-over",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks, laps }) => (wallMs * 1_000) / (tasks * laps),
    },
  ],
});
