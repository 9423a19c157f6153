// first-success: race several tasks, keep the first that succeeds.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";
import { orderSlackMs } from "./timer-slack.ts";

export const FirstSuccessInput = Schema.Struct({
  tasks: Schema.Array(Task).check(Schema.isMaxLength(10_000)),
  observe,
});

export const FirstSuccessOutput = Schema.Struct({
  /** The task that was first, and what it returned; null when all failed. */
  winner: Schema.NullOr(Schema.Struct({ task: Schema.Int, value: Schema.Int })),
  /** The tasks that the race failed with, in the order of its failures; empty when one succeeded. */
  failures: Schema.Array(Schema.Int),
  observed: Schema.NullOr(Observed),
});

export type FirstSuccessInput = typeof FirstSuccessInput.Type;
export type FirstSuccessOutput = typeof FirstSuccessOutput.Type;

export const firstSuccess = defineSpec({
  id: "first-success",
  title: "First success",
  question: "What does it cost to race, and are the losers gone when the winner is known?",
  origin: "Promise.any, which leaves the losers running; mirrors and replicas that are asked side by side.",
  input: FirstSuccessInput,
  output: FirstSuccessOutput,
  inputs: {
    test: { tasks: tasksOf(4, [40, 1, 5, 60], [1]), observe: true },
    "test-all-fail": { tasks: tasksOf(3, [2, 0, 1], [0, 1, 2]), observe: true },
    "test-none": { tasks: [], observe: true },
    bench: { tasks: tasksOf(100, [1_000, 0]), observe: false },
    "bench-fail": {
      tasks: tasksOf(20, [0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]),
      observe: false,
    },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [2, 10, 100, 1_000],
      each: "task",
      at: (count): FirstSuccessInput => ({ tasks: tasksOf(count, [1_000, 0]), observe: false }),
    },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "100 tasks race; half of them return after one suspension, half would sleep for a second and are canceled.",
    inModel: {
      promises: "A promise a task; sleepers are timers that the signal clears.",
      fibers: "`Effect.raceAll`: a fiber a task; the losers are interrupted and awaited.",
      threads: "Messages to the pool; what has not begun is taken back, what sleeps is told to stop.",
    },
    objections: [
      {
        objection: "`Promise.any` is quicker.",
        answer: "It leaves the losers running: canceling and awaiting them is what the question asks.",
      },
    ],
  },
  check(input, { winner, failures, observed }, { model }) {
    const { tasks } = input;
    const wrong = wrongObservation(input, observed);
    if (observed !== null) wrong.push(...wrongWithTasks(tasks, observed));
    const pauses = tasks.filter((task) => !task.fails).map((task) => task.pauseMs);
    if (pauses.length === 0) {
      if (winner !== null) wrong.push(`task ${winner.task} won, and every task fails`);
      const all = tasks.map((_, i) => i).join();
      if (failures.join() !== all)
        wrong.push(`the failures were those of tasks ${failures.join()}, not of ${all}`);
      return wrong;
    }
    if (failures.length > 0)
      wrong.push(`the failures of tasks ${failures.join()} came although one task succeeds`);
    if (winner === null) return [...wrong, "nobody won although a task succeeds"];
    const { pauseMs, value } = tasks[winner.task] ?? {};
    if (winner.value !== value) wrong.push(`task ${winner.task} won with ${winner.value}, not ${value}`);
    if (tasks[winner.task]?.fails !== false) wrong.push(`task ${winner.task} won, and it fails`);
    if (observed === null) return wrong;
    const { endings } = observed;
    if (endings[winner.task] !== "done")
      wrong.push(`task ${winner.task} won and ended ${endings[winner.task]}`);
    if (model !== "promises") return wrong;
    // Promises are handled one by one: all tasks were called, and one that is done before the winner would have won.
    // That the shortest pause wins is another matter: after a stall Node may fire a long timer before a short one.
    const unheard = tasks.findIndex(
      (task, i) => endings[i] === "done" && task.pauseMs + orderSlackMs < (pauseMs ?? 0),
    );
    if (unheard >= 0)
      wrong.push(`task ${winner.task} won, although task ${unheard}, which pauses less, was done`);
    const missed = endings.indexOf("not started");
    if (missed >= 0) wrong.push(`task ${missed} was not called`);
    return wrong;
  },
  ideal({ tasks }) {
    const succeeding = tasks.filter((task) => !task.fails).map((task) => task.pauseMs);
    if (succeeding.length > 0)
      return { ms: Math.min(...succeeding), why: "the shortest of those that succeed" };
    return {
      ms: Math.max(0, ...tasks.map((task) => task.pauseMs)),
      why: "the longest, for all of them fail",
    };
  },
  metrics: [],
});
