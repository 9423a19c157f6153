// fairness: equal tasks take turns out of one budget until it is used up.
import * as Schema from "effect/Schema";
import { isOnOneThread } from "./one-thread.ts";
import { defineSpec } from "./spec.ts";

export const FairnessInput = Schema.Struct({
  tasks: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 })),
  /** How many turns all tasks take together. */
  turns: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
  /** What a task computes in a turn. */
  units: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  /**
   * What a task does between two turns.
   *
   * - `nothing`: it never yields.
   * - `steps`: what costs its model least: an `await` of no promise, the next operation of a fiber.
   * - `giving-way`: it leaves the others a turn of the loop.
   */
  between: Schema.Literals(["nothing", "steps", "giving-way"]),
  /** After how many operations a fiber yields; the other models do not count operations. */
  operations: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
});

export const FairnessOutput = Schema.Struct({
  /** How many turns each task took. */
  turns: Schema.Array(Schema.Int),
});

export type FairnessInput = typeof FairnessInput.Type;
export type FairnessOutput = typeof FairnessOutput.Type;

const small = { tasks: 4, turns: 400, units: 10, operations: 2_048 };
const middle = { tasks: 8, turns: 16_000, units: 3, operations: 2_048 };

export const fairness = defineSpec({
  id: "fairness",
  title: "Fairness",
  question: "Do equal tasks get equal turns?",
  origin: "R. Jain, D. Chiu and W. Hawe, A Quantitative Measure of Fairness, DEC TR-301, 1984: the index.",
  input: FairnessInput,
  output: FairnessOutput,
  inputs: {
    test: { ...small, between: "steps" },
    "test-nothing": { ...small, between: "nothing" },
    "test-giving-way": { ...small, between: "giving-way" },
    "test-operations": { ...small, between: "steps", operations: 16 },
    bench: { ...middle, between: "steps" },
    "bench-nothing": { ...middle, between: "nothing" },
    "bench-giving-way": { ...middle, turns: 4_000, units: 10, between: "giving-way" },
    "bench-operations": { ...middle, between: "steps", operations: 64 },
  },
  sweeps: {
    tasks: {
      parameter: "tasks",
      unit: "tasks",
      values: [1, 2, 4, 8, 16, 32],
      at: (tasks): FairnessInput => ({ ...middle, tasks, between: "steps" }),
    },
  },
  batch: 1,
  primary: "jain",
  oneCall: {
    work: "8 tasks share a budget of 16,000 turns; what is read is Jain's index over the turns that each got.",
    inModel: {
      promises: "A microtask between two turns.",
      fibers: "A yield, or the scheduler's own turn after so many operations.",
      threads: "Tasks on threads, equally many to each.",
    },
    objections: [
      {
        objection: "Counting turns is bookkeeping.",
        answer: "It is the output: one addition a turn, the same in all models.",
      },
    ],
  },
  check(input, { turns }, { model }) {
    const { tasks, between } = input;
    const wrong: string[] = [];
    if (turns.length !== tasks) return [`${turns.length} tasks were seen, not ${tasks}`];
    if (turns.some((one) => one < 0)) wrong.push(`a task took ${Math.min(...turns)} turns`);
    const all = turns.reduce((sum, one) => sum + one, 0);
    if (all !== input.turns) wrong.push(`${all} turns were taken, not ${input.turns}`);
    // Which threads or processes run is the operating system's business.
    if (!isOnOneThread(model)) return wrong;
    if (between === "nothing") {
      if (turns[0] !== all) wrong.push(`the first took ${turns[0]} of ${all} turns, and yet never gave way`);
      return wrong;
    }
    // The budget ends somewhere in a round, in which each takes a turn, or at most a turn for each operation.
    const apart = between === "steps" && model === "fibers" ? input.operations : 1;
    const spread = Math.max(...turns) - Math.min(...turns);
    if (spread > apart) wrong.push(`the tasks are ${spread} turns apart, not at most ${apart}`);
    return wrong;
  },
  ideal: () => ({
    ms: undefined,
    why: "the computing of all turns, divided by the tasks that can run at once; how long a turn takes is the processor's business",
  }),
  metrics: [
    {
      id: "per-turn",
      title: "Wall time a turn",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { turns }) => (wallMs * 1_000) / turns,
    },
  ],
  readings: [
    {
      id: "jain",
      title: "Jain's index: 1 is equal, 1 ÷ tasks is one task alone",
      unit: "1",
      better: "higher",
      of: ({ turns }) => {
        const sum = turns.reduce((before, one) => before + one, 0);
        const squares = turns.reduce((before, one) => before + one * one, 0);
        return squares === 0 ? undefined : (sum * sum) / (turns.length * squares);
      },
    },
    {
      id: "least",
      title: "The least task's share of an equal share",
      unit: "1",
      better: "higher",
      of: ({ turns }, input) => (Math.min(...turns) * turns.length) / input.turns,
    },
  ],
});
