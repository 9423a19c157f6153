// starvation: a timer, and tasks that keep rescheduling themselves until it has fired or a cap is reached.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { timerSlackMs } from "./timer-slack.ts";

export const StarvationInput = Schema.Struct({
  /** How many tasks keep rescheduling themselves. */
  tasks: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 })),
  /** What a task computes before it reschedules itself. */
  units: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  /**
   * How a task reschedules itself.
   *
   * - `steps`: it continues at once: an `await` of no promise, the next operation of a fiber.
   * - `microtasks`: in the microtask queue.
   * - `turns`: in the next turn of the loop.
   */
  by: Schema.Literals(["steps", "microtasks", "turns"]),
  timerMs: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  /** When the tasks give up, whether the timer has fired or not. */
  capMs: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 60_000 })),
  /** After how many operations a fiber yields; the other models do not count operations. */
  operations: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
}).check(
  Schema.makeFilter(({ timerMs, capMs }) =>
    capMs >= timerMs + timerSlackMs
      ? undefined
      : `the cap must be at least ${timerSlackMs} ms after the timer`,
  ),
);

export const StarvationOutput = Schema.Struct({
  /** When the timer fired. */
  firedAtMs: Schema.Finite,
  /** Whether the tasks gave up before: then it would never have fired. */
  starved: Schema.Boolean,
  /** How often each task rescheduled itself; at least once. */
  turns: Schema.Array(Schema.Int),
  /** How many of these, of all tasks, when the timer was overdue by more than 2 ms, which clocks round away. */
  overdueTurns: Schema.Int,
});

export type StarvationInput = typeof StarvationInput.Type;
export type StarvationOutput = typeof StarvationOutput.Type;

/**
 * The most turns of a task after a timer is due before it fires, on any loop. Node and Deno fire it within two; Bun now
 * and then continues for some milliseconds with what is immediate, here for up to 370 turns of two tasks.
 */
const turnsUntilHeard = 1_000;

const small = { tasks: 2, units: 5, timerMs: 3, capMs: 30, operations: 2_048 };
const middle = { tasks: 2, units: 5, timerMs: 5, capMs: 60, operations: 2_048 };

export const starvation = defineSpec({
  id: "starvation",
  title: "Starvation",
  question: "Can tasks that keep rescheduling themselves starve a timer?",
  origin:
    "The loop of process.nextTick or of settled promises, after which nothing else of a service is heard.",
  input: StarvationInput,
  output: StarvationOutput,
  inputs: {
    test: { ...small, by: "steps" },
    "test-microtasks": { ...small, by: "microtasks" },
    "test-turns": { ...small, by: "turns" },
    "test-operations": { ...small, by: "steps", operations: 64 },
    bench: { ...middle, by: "steps" },
    "bench-microtasks": { ...middle, by: "microtasks" },
    "bench-turns": { ...middle, by: "turns" },
    "bench-operations": { ...middle, by: "steps", operations: 64 },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [1, 2, 4, 8, 16],
      at: (tasks): StarvationInput => ({ ...middle, tasks, by: "steps" }),
    },
  },
  batch: 1,
  primary: "late",
  oneCall: {
    work: "A timer of 5 ms beside two tasks that reschedule themselves for up to 60 ms; what is read is how late the timer fires, or that it never does.",
    inModel: {
      promises: "Microtasks, immediates or timers that follow one another.",
      fibers: "Fibers that yield, under Effect's scheduler.",
      threads: "Tasks on other threads.",
    },
    objections: [
      {
        objection: "Nobody writes an endless chain of microtasks.",
        answer: "Not on purpose; a loop over `await` of cached values is one.",
      },
    ],
  },
  check({ tasks, by, timerMs, capMs, operations }, output, { model }) {
    const { firedAtMs, starved, turns, overdueTurns } = output;
    const wrong: string[] = [];
    if (turns.length !== tasks) wrong.push(`${turns.length} tasks were seen, not ${tasks}`);
    if (turns.some((one) => one < 1))
      wrong.push(`of the tasks, which took ${turns.join(", ")} turns, one took none`);
    const all = turns.reduce((sum, one) => sum + one, 0);
    if (overdueTurns < 0 || overdueTurns > all) wrong.push(`${overdueTurns} of ${all} turns were overdue`);
    if (firedAtMs < timerMs - timerSlackMs) {
      wrong.push(`the timer fired after ${firedAtMs} ms, before its ${timerMs} ms`);
    }
    if (starved && firedAtMs < capMs)
      wrong.push(`the timer fired after ${firedAtMs} ms, before the cap, and yet starved`);

    // Between two microtasks no timer fires; an await of no promise is one, a fiber's operation is none.
    const neverGivesWay =
      model !== "threads" && (by === "microtasks" || (by === "steps" && model === "promises"));
    if (neverGivesWay && !starved) wrong.push(`the timer was heard between two ${by} of one thread`);
    if (model === "threads" || neverGivesWay) return wrong;
    const bound = tasks * (turnsUntilHeard + (by === "steps" ? 2 * operations : 0));
    if (overdueTurns > bound) {
      wrong.push(`the timer was not heard during ${overdueTurns} turns, where ${bound} give way to it`);
    }
    return wrong;
  },
  ideal: ({ timerMs }) => ({ ms: timerMs, why: "the timer, when nobody keeps it waiting" }),
  metrics: [],
  readings: [
    {
      id: "late",
      title: "How late the timer was",
      unit: "ms",
      better: "lower",
      of: ({ firedAtMs }, { timerMs }) => firedAtMs - timerMs,
    },
    {
      id: "starved",
      title: "Never fired within the cap",
      unit: "1 for yes",
      better: "lower",
      of: ({ starved }) => Number(starved),
    },
    {
      id: "turns",
      title: "Turns that the tasks took",
      unit: "turns",
      better: "higher",
      of: ({ turns }) => turns.reduce((sum, one) => sum + one, 0),
    },
  ],
});
