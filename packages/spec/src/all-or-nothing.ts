// all-or-nothing: gather the results of all tasks, or fail with the first failure.
import * as Schema from "effect/Schema";
import { isOnOneThread } from "./one-thread.ts";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";
import { orderSlackMs } from "./timer-slack.ts";

export const AllOrNothingInput = Schema.Struct({
  tasks: Schema.Array(Task).check(Schema.isMaxLength(100_000)),
  observe,
});

export const AllOrNothingOutput = Schema.Struct({
  /** In the order of the input; null when a task failed. */
  results: Schema.NullOr(Schema.Array(Schema.Int)),
  /** The task whose failure the caller got; null when none failed. */
  failedTask: Schema.NullOr(Schema.Int),
  observed: Schema.NullOr(Observed),
});

export type AllOrNothingInput = typeof AllOrNothingInput.Type;
export type AllOrNothingOutput = typeof AllOrNothingOutput.Type;

export const allOrNothing = defineSpec({
  id: "all-or-nothing",
  title: "All or nothing",
  question: "What does it cost to gather, and does one failure stop the others?",
  origin:
    "Promise.all, which fails fast and leaves the siblings running; structured concurrency, which does not.",
  input: AllOrNothingInput,
  output: AllOrNothingOutput,
  inputs: {
    test: { tasks: tasksOf(5, [3, 0, 2]), observe: true },
    "test-failing": { tasks: tasksOf(4, [60, 2, 80, 1], [1]), observe: true },
    "test-none": { tasks: [], observe: true },
    bench: { tasks: tasksOf(100, [0]), observe: false },
    // The second fails: two threads come to it at once, and a later one only after the pauses of those before it.
    "bench-failing": {
      tasks: tasksOf(100, [1_000], []).map((task, i) =>
        i === 1 ? { ...task, pauseMs: 0, fails: true } : task,
      ),
      observe: false,
    },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (count): AllOrNothingInput => ({ tasks: tasksOf(count, [0]), observe: false }),
    },
  },
  batch: 4,
  primary: "per-task",
  oneCall: {
    work: "100 tasks are started at once and gathered; each is one suspension.",
    inModel: {
      promises:
        "A promise a task; the task is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers: "A fiber a task; the task is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "A message each way a task, packed together.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
    ],
  },
  check(input, { results, failedTask, observed }, { model }) {
    const { tasks } = input;
    const wrong = wrongObservation(input, observed);
    const failing = tasks.filter((task) => task.fails).map((task) => task.pauseMs);
    if (failing.length === 0) {
      const expected = tasks.map((task) => task.value);
      if (results?.join() !== expected.join())
        wrong.push(`results were ${results?.join()}, not ${expected.join()}`);
      if (failedTask !== null) wrong.push(`task ${failedTask} was reported as failed, and none fails`);
    } else {
      if (results !== null) wrong.push("results came although a task fails");
      if (failedTask === null || tasks[failedTask]?.fails !== true)
        wrong.push(`the failure was that of task ${failedTask}, which does not fail`);
    }
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(tasks, observed));
    const { endings, peakRunning } = observed;
    if (failing.length === 0) {
      if (peakRunning !== tasks.length)
        wrong.push(`${peakRunning} tasks ran at once, not all ${tasks.length}`);
      return wrong;
    }
    if (failedTask === null || endings[failedTask] !== "failed")
      return [...wrong, `task ${failedTask} was reported as failed, and did not end so`];
    // Threads are fewer than tasks, so the first to fail may begin late.
    if (!isOnOneThread(model)) return wrong;
    const { pauseMs = 0 } = tasks[failedTask] ?? {};
    const firstMs = Math.min(...failing) + orderSlackMs;
    if (pauseMs > firstMs) wrong.push(`task ${failedTask} failed after ${pauseMs} ms, and another before it`);
    tasks.forEach((task, i) => {
      if (task.pauseMs > firstMs && endings[i] === "done")
        wrong.push(`task ${i} was not stopped by the failure`);
    });
    return wrong;
  },
  ideal({ tasks }) {
    const failing = tasks.filter((task) => task.fails).map((task) => task.pauseMs);
    if (failing.length > 0)
      return { ms: Math.min(...failing), why: "the pause of the first task that fails" };
    return { ms: longest(tasks), why: "all pauses pass at once: the longest" };
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

function longest(tasks: readonly Task[]): number {
  return tasks.reduce((ms, { pauseMs }) => Math.max(ms, pauseMs), 0);
}
