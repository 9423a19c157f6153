// rate-limit: a limit on the starts in any interval.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";

export const RateLimitInput = Schema.Struct({
  /** They call in this order, all at once. */
  tasks: Schema.Array(Task).check(Schema.isMaxLength(100_000)),
  /** How many may start in any `intervalMs`. */
  limit: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })),
  intervalMs: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 60_000 })),
  observe,
});

export const RateLimitOutput = Schema.Struct({
  /** What each task returned, in the order of the input; null when it failed. */
  results: Schema.Array(Schema.NullOr(Schema.Int)),
  observed: Schema.NullOr(
    Schema.Struct({
      ...Observed.fields,
      /** When each task was started, since all had asked; null when it was not. */
      startsMs: Schema.Array(Schema.NullOr(Schema.Finite)),
    }),
  ),
});

export type RateLimitInput = typeof RateLimitInput.Type;
export type RateLimitOutput = typeof RateLimitOutput.Type;

/** How far two clocks of a runtime may be apart, and how coarse one may be. */
const clockSlackMs = 1.5;

export const rateLimit = defineSpec({
  id: "rate-limit",
  title: "Rate limit",
  question: "What does a limit cost where it does not bind, and is the limit ever exceeded in any window?",
  origin: "The quota of every public API, which counts over windows that begin at any moment.",
  input: RateLimitInput,
  output: RateLimitOutput,
  inputs: {
    test: { tasks: tasksOf(8, [1, 0]), limit: 3, intervalMs: 15, observe: true },
    "test-failing": { tasks: tasksOf(5, [0, 3], [0, 3]), limit: 2, intervalMs: 10, observe: true },
    "test-free": { tasks: tasksOf(5, [1]), limit: 5, intervalMs: 1_000, observe: true },
    "test-none": { tasks: [], limit: 1, intervalMs: 1, observe: true },
    bench: { tasks: tasksOf(1_000, [0]), limit: 1_000, intervalMs: 1, observe: false },
    "bench-bound": { tasks: tasksOf(50, [0]), limit: 10, intervalMs: 10, observe: false },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (count): RateLimitInput => ({
        ...{ tasks: tasksOf(count, [0]), limit: count, intervalMs: 1, observe: false },
      }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "1,000 tasks are started under a limit that lets all of them pass at once; each is one suspension.",
    inModel: {
      promises:
        "Two readings of the clock a task; the task is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "Two readings of the clock a task; the task is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "The limit on the main thread around one message each way a task.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "A limit that does not bind is not what one limits for.",
        answer: "`bench-bound` binds; there the interval is the time, whatever the model.",
      },
    ],
  },
  check(input, { results, observed }, { model }) {
    const { tasks, limit, intervalMs } = input;
    const wrong = wrongObservation(input, observed);
    const expected = tasks.map(({ fails, value }) => (fails ? null : value));
    if (results.join() !== expected.join())
      wrong.push(`results were ${results.join()}, not ${expected.join()}`);
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(tasks, observed));
    const { startsMs, endings } = observed;
    if (startsMs.length !== tasks.length)
      return [...wrong, `${startsMs.length} starts of ${tasks.length} tasks were seen`];
    endings.forEach((ending, i) => {
      if (ending !== "done" && ending !== "failed") wrong.push(`task ${i} ended ${ending}`);
      if (startsMs[i] === null) wrong.push(`task ${i} was never started`);
    });
    const starts = startsMs.filter((startMs) => startMs !== null);
    // A fiber can be cut short before it joins the line, and others overtake it.
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
