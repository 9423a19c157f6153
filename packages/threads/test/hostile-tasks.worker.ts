// Tasks that do what a pool must survive.
import { threadId } from "node:worker_threads";
import { block, type ExampleContext } from "@byturns/context";
import { serve } from "../src/internal/serve.ts";
import { errorsToCarry } from "./errors-to-carry.ts";
import { thenables } from "./thenables.ts";

/** Cells of shared memory, given to every thread when it starts. */
type Cells = Int32Array<SharedArrayBuffer>;

export const tasks = {
  threadId: (_: number) => threadId,
  twice: (n: number) => 2 * n,
  echo: (value: unknown) => value,
  count: (cell: number) => {
    Atomics.add(cells, cell, 1);
    Atomics.notify(cells, cell);
  },
  countLarge: ({ cell }: { cell: number; text: string }) => Atomics.add(cells, cell, 1),
  thenable: (name: string) => thenables[name]?.(),
  throwError: (name: string) => {
    throw errorsToCarry[name]?.();
  },
  giveError: (name: string) => errorsToCarry[name]?.(),
  /** What an error looks like that has come as an argument. */
  describeError: (error: { constructor: { name: string }; code?: unknown }) => ({
    constructor: error.constructor.name,
    text: String(error),
    code: error.code,
  }),
  /** Spins until another thread sets the cell to 1, and marks in the next cell that it does. */
  spin: (cell: number) => {
    Atomics.add(cells, cell + 1, 1);
    Atomics.notify(cells, cell + 1);
    while (Atomics.load(cells, cell) === 0);
    return "spun";
  },
  spinForEver: (cell: number) => {
    Atomics.add(cells, cell, 1);
    Atomics.notify(cells, cell);
    for (;;) Atomics.add(cells, cell, 1);
  },
  blockForEver: (cell: number) => {
    Atomics.add(cells, cell, 1);
    Atomics.notify(cells, cell);
    block(Number.POSITIVE_INFINITY);
  },
  waitForCancel: (cell: number, { signal }: ExampleContext) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      Atomics.add(cells, cell, 1);
      Atomics.notify(cells, cell);
    }),
  fillMemory: (_: number) => {
    const kept: number[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => i + 0.5));
  },
  die: (_: number) => process.exit(3),
};

const cells = serve(tasks) as Cells;
