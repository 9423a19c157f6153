// grain: computing, cut into tasks of a size.
import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import { oncePerInput } from "./once-per-input.ts";
import { defineSpec } from "./spec.ts";

export const GrainInput = Schema.Struct({
  tasks: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  /** Computing that a task takes; a unit is about a microsecond. */
  units: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
});

export const GrainOutput = Schema.Struct({
  /** The result of each task's computing, in their order; its seed is the task's number, which count from 0. */
  digests: Schema.Array(Schema.Int),
});

export type GrainInput = typeof GrainInput.Type;
export type GrainOutput = typeof GrainOutput.Type;

export const grain = defineSpec({
  id: "grain",
  title: "Grain",
  question: "How small may a task be before another thread stops paying?",
  origin:
    "The break-even point of every scheduler of parallel work; known from OpenMP and Cilk as granularity.",
  input: GrainInput,
  output: GrainOutput,
  inputs: {
    test: { tasks: 6, units: 100 },
    "test-one": { tasks: 1, units: 50 },
    "test-nothing": { tasks: 30, units: 0 },
    bench: { tasks: 10, units: 1_000 },
    "bench-small": { tasks: 200, units: 50 },
    large: { tasks: 100, units: 1_000 },
  },
  sweeps: {
    units: {
      parameter: "size of a task",
      unit: "units of about 1 µs",
      values: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000],
      // As much computing at every size, as far as at least four tasks go.
      at: (units): GrainInput => ({ tasks: Math.max(4, Math.min(1_000, Math.round(20_000 / units))), units }),
    },
    tasks: {
      parameter: "tasks",
      unit: "tasks of about 100 µs",
      values: [1, 2, 4, 8, 16, 64, 256],
      at: (tasks): GrainInput => ({ tasks, units: 100 }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "So many tasks compute for so many microseconds each; the sweep finds the size from which another thread pays.",
    inModel: {
      promises: "One task after another, on one thread.",
      fibers: "A fiber a task, one after another on one thread.",
      threads: "An entry in shared memory a task, taken by whichever thread is free.",
    },
    objections: [
      {
        objection: "With two cores, threads cannot be more than twice as quick.",
        answer: "Right, and the ideal says so; break-even, not speed-up, is the question.",
      },
    ],
  },
  check(input, { digests }) {
    if (digests.length !== input.tasks) return [`${digests.length} digests came back, not ${input.tasks}`];
    const right = digestsOf(input);
    return digests.flatMap((digest, task) =>
      digest === right[task] ? [] : [`task ${task} came to ${digest}, not ${right[task]}`],
    );
  },
  ideal: ({ tasks }, threads) => ({
    ms: undefined,
    why: `the computing of ${tasks} tasks, divided by ${Math.min(tasks, threads)}, the threads that can be busy at once; how long one takes is the processor's business`,
  }),
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks }) => (wallMs * 1_000) / tasks,
    },
    {
      id: "time-per-unit",
      title: "Wall time a unit of computing",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks, units }) => (units === 0 ? undefined : (wallMs * 1_000) / (tasks * units)),
    },
  ],
});

const digestsOf = oncePerInput(({ tasks, units }: GrainInput) =>
  Array.from({ length: tasks }, (_, task) => compute(units, task)),
);
