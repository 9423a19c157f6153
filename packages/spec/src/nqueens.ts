// nqueens: all ways to place queens on a board, each pair in the first two rows is a task.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const NqueensInput = Schema.Struct({
  /** Rows, columns and queens. */
  board: Schema.Int.check(Schema.isBetween({ minimum: 4, maximum: 14 })),
});

export const NqueensOutput = Schema.Struct({
  solutions: Schema.Int,
  /** How many ways there were to place the queens of the first two rows, each of them a task. */
  tasks: Schema.Int,
});

export type NqueensInput = typeof NqueensInput.Type;
export type NqueensOutput = typeof NqueensOutput.Type;

/** OEIS A000170, from a board of 4. */
const known = [2, 10, 4, 40, 92, 352, 724, 2_680, 14_200, 73_712, 365_596];

export const nqueens = defineSpec({
  id: "nqueens",
  title: "N queens",
  question: "How much faster are two threads, where tasks share nothing and differ in length?",
  origin: "tzcnt/runtime-benchmarks; the search is the usual one by bits.",
  input: NqueensInput,
  output: NqueensOutput,
  inputs: {
    test: { board: 6 },
    "test-smallest": { board: 4 },
    bench: { board: 12 },
    large: { board: 13 },
  },
  sweeps: {
    board: {
      parameter: "board",
      unit: "rows",
      values: [8, 9, 10, 11, 12, 13, 14],
      at: (board): NqueensInput => ({ board }),
    },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "All ways to place 12 queens are counted, a task for each beginning.",
    inModel: {
      promises: "One task after another, on one thread.",
      fibers: "A fiber a task, one after another on one thread.",
      threads: "A message each way a task.",
    },
    objections: [
      {
        objection: "One thread against several is no fair race.",
        answer: "It is no race: it shows what threads gain where the work has little data.",
      },
    ],
  },
  check({ board }, { solutions, tasks }) {
    const wrong: string[] = [];
    const right = known[board - 4];
    if (solutions !== right) wrong.push(`${solutions} solutions were found, not ${right}`);
    const pairs = pairsOf(board);
    if (tasks !== pairs) wrong.push(`${tasks} tasks were begun, not ${pairs}`);
    return wrong;
  },
  ideal: ({ board }, threads) => ({
    ms: undefined,
    why: `the search, divided by ${Math.min(pairsOf(board), threads)}, the threads that can be busy at once; how long it takes is the processor's business`,
  }),
  metrics: [
    {
      id: "per-task",
      title: "Wall time a task",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { board }) => (wallMs * 1_000) / pairsOf(board),
    },
  ],
});

/** Pairs of columns that are neither the same nor neighbors. */
function pairsOf(board: number): number {
  return (board - 1) * (board - 2);
}
