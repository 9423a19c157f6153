// rate-limit: so many starts in any interval, and no more.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, Task, tasksOf, wrongWithTasks } from "./tasks.ts";

const Input = Schema.Struct({
  /** They ask in this order, all at once. */
  tasks: Schema.Array(Task).check(Schema.isMaxLength(100_000)),
  /** How many may start in any `intervalMs`. */
  limit: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })),
  intervalMs: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 60_000 })),
});

const Output = Schema.Struct({
  ...Observed.fields,
  /** When each task was started, since all had asked; null when it was not. */
  startsMs: Schema.Array(Schema.NullOr(Schema.Finite)),
});

export type RateLimitInput = typeof Input.Type;
export type RateLimitOutput = typeof Output.Type;

/** How far two clocks of a runtime may be apart, and how coarse one may be. */
const clockSlackMs = 1.5;

export const rateLimit = defineSpec({
  id: "rate-limit",
  title: "Rate limit",
  question: "What does a limit cost where it does not bind, and does any window hold more than it allows?",
  origin: "The quota of every public API, which counts over windows that begin at any moment.",
  input: Input,
  output: Output,
  inputs: {
    test: { tasks: tasksOf(8, [1, 0]), limit: 3, intervalMs: 15 },
    "test-failing": { tasks: tasksOf(5, [0, 3], [0, 3]), limit: 2, intervalMs: 10 },
    "test-free": { tasks: tasksOf(5, [1]), limit: 5, intervalMs: 1_000 },
    "test-none": { tasks: [], limit: 1, intervalMs: 1 },
    bench: { tasks: tasksOf(1_000, [0]), limit: 1_000, intervalMs: 1 },
    "bench-bound": { tasks: tasksOf(50, [0]), limit: 10, intervalMs: 10 },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (count): RateLimitInput => ({ tasks: tasksOf(count, [0]), limit: count, intervalMs: 1 }),
    },
  },
  batch: 1,
  check({ tasks, limit, intervalMs }, output, { model }) {
    const wrong = wrongWithTasks(tasks, output);
    const { startsMs, endings } = output;
    if (startsMs.length !== tasks.length)
      return [...wrong, `${startsMs.length} starts of ${tasks.length} tasks were seen`];
    endings.forEach((ending, i) => {
      if (ending !== "done" && ending !== "failed") wrong.push(`task ${i} ended ${ending}`);
      if (startsMs[i] === null) wrong.push(`task ${i} was never started`);
    });
    const starts = startsMs.filter((startMs) => startMs !== null);
    // A fiber can be cut short on its way to the line, and others pass it.
    const late = starts.findIndex((startMs, i) => startMs < (starts[i - 1] ?? 0));
    if (late > 0 && model !== "fibers") wrong.push(`task ${late} was started before task ${late - 1}`);
    const inOrder = starts.toSorted((a, b) => a - b);
    inOrder.forEach((startMs, i) => {
      const windowMs = startMs - (inOrder[i - limit] ?? -Infinity);
      if (windowMs < intervalMs - clockSlackMs)
        wrong.push(
          `${limit + 1} tasks were started within ${windowMs} ms, where ${intervalMs} allow ${limit}`,
        );
    });
    return wrong;
  },
  ideal({ tasks, limit, intervalMs }) {
    const ms = tasks.reduce(
      (longestMs, { pauseMs }, i) => Math.max(longestMs, Math.floor(i / limit) * intervalMs + pauseMs),
      0,
    );
    return { ms, why: "as many as allowed at the beginning of each interval, and the pause of the last" };
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
