// settle-all: gather the outcome of every task, whatever it is.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";

export const SettleAllInput = Schema.Struct({
  tasks: Schema.Array(Task).check(Schema.isMaxLength(100_000)),
  observe,
});

export const SettledOutcome = Schema.Struct({
  ended: Schema.Literals(["done", "failed"]),
  /** What the task returned; null when it failed. */
  value: Schema.NullOr(Schema.Int),
});

export const SettleAllOutput = Schema.Struct({
  /** In the order of the input. */
  outcomes: Schema.Array(SettledOutcome),
  observed: Schema.NullOr(Observed),
});

export type SettleAllInput = typeof SettleAllInput.Type;
export type SettledOutcome = typeof SettledOutcome.Type;
export type SettleAllOutput = typeof SettleAllOutput.Type;

export const settleAll = defineSpec({
  id: "settle-all",
  title: "Settle all",
  question: "What does it cost to collect every outcome?",
  origin: "Promise.allSettled; a batch in which one bad item must not spoil the others.",
  input: SettleAllInput,
  output: SettleAllOutput,
  inputs: {
    test: { tasks: tasksOf(5, [3, 0, 2], [1, 3]), observe: true },
    "test-all-fail": { tasks: tasksOf(3, [1], [0, 1, 2]), observe: true },
    "test-none": { tasks: [], observe: true },
    bench: { tasks: tasksOf(100, [0], [50]), observe: false },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (count): SettleAllInput => ({ tasks: tasksOf(count, [0], [0]), observe: false }),
    },
  },
  batch: 4,
  primary: "per-task",
  oneCall: {
    work: "100 tasks are started at once, one of them fails, and every outcome is gathered; each is one suspension.",
    inModel: {
      promises:
        "A promise a task; the task is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers: "A fiber a task and its `Exit`; the task is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "A message each way a task, packed together; the failure comes back as data.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
    ],
  },
  check(input, { outcomes, observed }) {
    const { tasks } = input;
    const wrong = wrongObservation(input, observed);
    if (outcomes.length !== tasks.length)
      return [...wrong, `${outcomes.length} outcomes of ${tasks.length} tasks`];
    tasks.forEach(({ fails, value }, i) => {
      const expected = fails ? "failed null" : `done ${value}`;
      const returned = `${outcomes[i]?.ended} ${outcomes[i]?.value}`;
      if (returned !== expected) wrong.push(`the outcome of task ${i} was ${returned}, not ${expected}`);
    });
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(tasks, observed));
    const { endings, peakRunning } = observed;
    if (peakRunning !== tasks.length) wrong.push(`${peakRunning} tasks ran at once, not all ${tasks.length}`);
    tasks.forEach((_, i) => {
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
