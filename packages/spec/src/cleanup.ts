// cleanup: tasks one after another, each with a resource that must be closed however the task ends.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { observe, wrongObservation } from "./tasks.ts";

export const CleanupInput = Schema.Struct({
  tasks: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 })),
  /** Whether a task opens the resource before its work, and closes it after, however the work ends. */
  cleansUp: Schema.Boolean,
  /** Whether the work of every task fails. */
  fails: Schema.Boolean,
  observe,
});

export const CleanupOutput = Schema.Struct({
  /** How many tasks returned, and the sum of what they returned: task `i` returns `i`. */
  done: Schema.Int,
  sum: Schema.Int,
  /** How many tasks failed with their own failure. */
  failed: Schema.Int,
  observed: Schema.NullOr(
    Schema.Struct({
      /** How often the resource was opened, and how often closed. */
      opened: Schema.Int,
      closed: Schema.Int,
      /** How often the caller continued before the resource was closed. */
      late: Schema.Int,
    }),
  ),
});

export type CleanupInput = typeof CleanupInput.Type;
export type CleanupOutput = typeof CleanupOutput.Type;

const timed = { tasks: 1_000, observe: false };
const tested = { tasks: 7, observe: true };

export const cleanup = defineSpec({
  id: "cleanup",
  title: "Cleanup",
  question: "What does a finalizer cost?",
  origin: "try and finally; Effect's acquireUseRelease; what a worker does before it answers.",
  input: CleanupInput,
  output: CleanupOutput,
  inputs: {
    test: { ...tested, cleansUp: true, fails: false },
    "test-failing": { ...tested, cleansUp: true, fails: true },
    "test-without": { ...tested, cleansUp: false, fails: false },
    "test-without-failing": { ...tested, cleansUp: false, fails: true },
    "test-none": { tasks: 0, cleansUp: true, fails: false, observe: true },
    bench: { ...timed, cleansUp: true, fails: false },
    "bench-without": { ...timed, cleansUp: false, fails: false },
    "bench-failing": { ...timed, cleansUp: true, fails: true },
    "bench-without-failing": { ...timed, cleansUp: false, fails: true },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (tasks): CleanupInput => ({ tasks, cleansUp: true, fails: false, observe: false }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "One after the other, 1,000 tasks each open a resource (a flag that must be down), wait for one suspension and close it.",
    inModel: {
      promises:
        "An async function with `try` and `finally`; the suspension is one `await` of a promise that is resolved.",
      fibers:
        "`Effect.acquireUseRelease` around `Effect.yieldNow`, which gives the scheduler one turn; both run on the fiber of the caller.",
      threads:
        "`try` and `finally` in the worker's function; the suspension is the message to the thread and back, which no finalizer adds to.",
    },
    objections: [
      {
        objection: "Opening and closing a flag is nothing; a real finalizer closes a file.",
        answer:
          "That is the point: what is measured is the construct around it. A file costs the same in all models.",
      },
      {
        objection:
          "acquireUseRelease also masks interruption while it acquires and releases, which finally does not do.",
        answer:
          "Admitted, and it is why it costs more: a promise cannot be interrupted there, so there is nothing to mask.",
      },
      {
        objection: "On threads a message hides the finalizer.",
        answer:
          "It does: compare with `bench-without`. The difference of the two is the answer in every model.",
      },
    ],
  },
  check(input, { done, sum, failed, observed }) {
    const { tasks, cleansUp, fails } = input;
    const wrong = wrongObservation(input, observed);
    const due = fails
      ? { done: 0, sum: 0, failed: tasks }
      : { done: tasks, sum: (tasks * (tasks - 1)) / 2, failed: 0 };
    if (done !== due.done) wrong.push(`${done} tasks returned, not ${due.done}`);
    if (sum !== due.sum) wrong.push(`what they returned adds up to ${sum}, not ${due.sum}`);
    if (failed !== due.failed) wrong.push(`${failed} tasks failed, not ${due.failed}`);
    if (observed === null) return wrong;
    const times = cleansUp ? tasks : 0;
    if (observed.opened !== times)
      wrong.push(`the resource was opened ${observed.opened} times, not ${times}`);
    if (observed.closed !== times)
      wrong.push(`the resource was closed ${observed.closed} times, not ${times}`);
    if (observed.late > 0)
      wrong.push(`${observed.late} times the caller went on before the resource was closed`);
    return wrong;
  },
  ideal: () => ({
    ms: undefined,
    why: "nothing here waits for a time or computes: what is left is the model's cost",
  }),
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks }) => (tasks === 0 ? undefined : (wallMs * 1_000) / tasks),
    },
  ],
});
