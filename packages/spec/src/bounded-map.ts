// bounded-map: map over many items with a limit on how many run at once.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";

export const BoundedMapInput = Schema.Struct({
  tasks: Schema.Array(Task).check(Schema.isMaxLength(100_000)),
  /** How many tasks may run at once. */
  limit: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  /** What becomes of the running tasks when one has failed. */
  onFailure: Schema.Literals(["cancel", "await"]),
  observe,
});

export const BoundedMapOutput = Schema.Struct({
  /** In the order of the input; null when a task failed. */
  results: Schema.NullOr(Schema.Array(Schema.Int)),
  /** The task whose failure the map failed with; null if none failed. */
  failedTask: Schema.NullOr(Schema.Int),
  observed: Schema.NullOr(Observed),
});

export type BoundedMapInput = typeof BoundedMapInput.Type;
export type BoundedMapOutput = typeof BoundedMapOutput.Type;

export const boundedMap = defineSpec({
  id: "bounded-map",
  title: "Bounded map",
  question: "What does it cost to map with at most so many at once, and does the bound hold?",
  origin:
    "The most copied helper of asynchronous JavaScript: p-map, p-limit, Effect.forEach with a concurrency.",
  input: BoundedMapInput,
  output: BoundedMapOutput,
  inputs: {
    test: { tasks: tasksOf(9, [3, 1, 0, 2]), limit: 3, onFailure: "cancel", observe: true },
    "test-cancel": { tasks: tasksOf(9, [2, 20, 1], [3]), limit: 3, onFailure: "cancel", observe: true },
    "test-await": { tasks: tasksOf(9, [2, 8, 1], [3]), limit: 3, onFailure: "await", observe: true },
    "test-stops": { tasks: tasksOf(12, [1, 20, 20], [0]), limit: 3, onFailure: "await", observe: true },
    "test-empty": { tasks: [], limit: 2, onFailure: "cancel", observe: true },
    bench: { tasks: tasksOf(1_000, [0]), limit: 8, onFailure: "cancel", observe: false },
    "bench-pauses": { tasks: tasksOf(64, [1, 2, 3, 4]), limit: 8, onFailure: "cancel", observe: false },
  },
  sweeps: {
    limit: {
      parameter: "limit",
      unit: "tasks",
      values: [1, 2, 4, 8, 16, 32, 64],
      at: (limit): BoundedMapInput => ({
        ...{ tasks: tasksOf(64, [1, 2, 3, 4]), limit, onFailure: "cancel", observe: false },
      }),
    },
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [10, 100, 1_000, 10_000],
      each: "task",
      at: (count): BoundedMapInput => ({
        ...{ tasks: tasksOf(count, [0]), limit: 8, onFailure: "cancel", observe: false },
      }),
    },
  },
  batch: 1,
  primary: "per-task",
  oneCall: {
    work: "1,000 tasks are mapped with at most 8 at once; each task is one suspension and returns its value.",
    inModel: {
      promises: "8 loops; a task is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "`Effect.forEach` with a concurrency of 8: a fiber a task, which is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads:
        "8 loops; a task is one message with its argument and one with its answer; the pool packs what waits into one message.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "An Effect user would not fork a fiber for a task that only yields.",
        answer:
          "True, but a bounded map has to: the concurrency is made of fibers. A fiber's start is the cost that is asked about.",
      },
    ],
  },
  check(input, { results, failedTask, observed }, { model }) {
    const { tasks, limit, onFailure } = input;
    const wrong = wrongObservation(input, observed);
    const fails = tasks.some((task) => task.fails);
    if (fails) {
      if (results !== null) wrong.push("results came although a task fails");
      if (failedTask === null || tasks[failedTask]?.fails !== true)
        wrong.push(`the failure was that of task ${failedTask}, which does not fail`);
    } else {
      const expected = tasks.map((task) => task.value);
      if (results?.join() !== expected.join())
        wrong.push(`results were ${results?.join()}, not ${expected.join()}`);
      if (failedTask !== null) wrong.push(`task ${failedTask} was reported as failed, and none fails`);
    }
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(tasks, observed));
    const { endings, peakRunning, begunAfterFailure } = observed;
    const begun = endings.filter((ending) => ending !== "not started").length;
    // Tasks that were handed to several threads may begin there in any order: as many as may run at once.
    const late = model === "threads" ? limit - 1 : 0;
    if (endings.slice(begun + late).some((ending) => ending !== "not started")) {
      wrong.push(`begun were not the first ${begun} tasks: ${endings.join(", ")}`);
    }
    if (peakRunning > limit) wrong.push(`${peakRunning} tasks ran at once, with a limit of ${limit}`);
    const reachable = Math.min(limit, tasks.length);
    if (!fails && peakRunning < reachable)
      wrong.push(`never more than ${peakRunning} ran at once, of ${reachable} that could`);
    if (failedTask !== null && endings[failedTask] !== "failed")
      wrong.push(`the failure was that of task ${failedTask}, which ended ${endings[failedTask]}`);
    // The map notices a failure a turn after it happens, and meanwhile each of the others may begin one more.
    if (begunAfterFailure > limit - 1)
      wrong.push(`${begunAfterFailure} tasks began after a task had failed, with ${limit} at once`);
    if (onFailure === "await" && endings.includes("canceled")) {
      wrong.push(`task ${endings.indexOf("canceled")} was canceled, and should have been awaited`);
    }
    return wrong;
  },
  ideal({ tasks, limit }) {
    const failing = tasks.filter((task) => task.fails).map((task) => task.pauseMs);
    if (failing.length > 0)
      return { ms: Math.min(...failing), why: "the pause of the first task that can fail" };
    const pauses = tasks.map((task) => task.pauseMs);
    const sumMs = pauses.reduce((sum, pauseMs) => sum + pauseMs, 0);
    const longestMs = pauses.reduce((longest, pauseMs) => Math.max(longest, pauseMs), 0);
    return {
      ms: Math.max(longestMs, sumMs / limit),
      why: "all pauses shared by as many as may run, or the longest",
    };
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
