// settle-all: gather the outcome of every task, whatever it is.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, Task, tasksOf, wrongWithTasks } from "./tasks.ts";

const Input = Schema.Struct({ tasks: Schema.Array(Task).check(Schema.isMaxLength(100_000)) });

const Outcome = Schema.Struct({
  ended: Schema.Literals(["done", "failed"]),
  /** What the task returned; null when it failed. */
  value: Schema.NullOr(Schema.Int),
});

const Output = Schema.Struct({
  ...Observed.fields,
  /** In the order of the input. */
  outcomes: Schema.Array(Outcome),
});

export type SettleAllInput = typeof Input.Type;
export type SettledOutcome = typeof Outcome.Type;
export type SettleAllOutput = typeof Output.Type;

export const settleAll = defineSpec({
  id: "settle-all",
  title: "Settle all",
  question: "What does it cost to hear of every outcome?",
  origin: "Promise.allSettled; a batch in which one bad item must not spoil the others.",
  input: Input,
  output: Output,
  inputs: {
    test: { tasks: tasksOf(5, [3, 0, 2], [1, 3]) },
    "test-all-fail": { tasks: tasksOf(3, [1], [0, 1, 2]) },
    "test-none": { tasks: [] },
    bench: { tasks: tasksOf(100, [0], [50]) },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (count): SettleAllInput => ({ tasks: tasksOf(count, [0], [0]) }),
    },
  },
  batch: 1,
  check({ tasks }, output) {
    const wrong = wrongWithTasks(tasks, output);
    const { outcomes, endings, peakRunning } = output;
    if (outcomes.length !== tasks.length)
      return [...wrong, `${outcomes.length} outcomes of ${tasks.length} tasks`];
    if (peakRunning !== tasks.length) wrong.push(`${peakRunning} tasks ran at once, not all ${tasks.length}`);
    tasks.forEach(({ fails, value }, i) => {
      const expected = fails ? "failed null" : `done ${value}`;
      const told = `${outcomes[i]?.ended} ${outcomes[i]?.value}`;
      if (told !== expected) wrong.push(`task ${i} was told as ${told}, not ${expected}`);
      if (endings[i] !== outcomes[i]?.ended) wrong.push(`task ${i} ended ${endings[i]}`);
    });
    return wrong;
  },
  ideal({ tasks }) {
    const ms = tasks.reduce((longest, { pauseMs }) => Math.max(longest, pauseMs), 0);
    return { ms, why: "all pauses pass at once: the longest" };
  },
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { tasks }) => (tasks.length === 0 ? undefined : (wallMs * 1_000) / tasks.length),
    },
  ],
});
