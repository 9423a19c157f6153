// The thread's side of mutex: a writer, who adds to a count that all threads share.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { MutexInput } from "@byturns/spec/mutex";
import { atLeast } from "./internal/at-least.ts";
import { serve } from "./internal/serve.ts";
import { Mutex } from "./mutex.ts";

type Cells = Int32Array<SharedArrayBuffer>;
interface Asked extends MutexInput {
  readonly writer: number;
  readonly cell: Cells;
  readonly count: Cells;
  readonly inside: Cells;
  readonly peakInside: Cells;
  readonly updatesMade: Cells;
}

export const tasks = { write };
serve(tasks);

async function write(asked: Asked, context: ExampleContext): Promise<void> {
  const { updates, gapMs, guarded, writer, cell, count, inside, peakInside, updatesMade } = asked;
  const { signal } = context;
  const mutex = new Mutex(cell);
  const update = async () => {
    atLeast(peakInside, Atomics.add(inside, 0, 1) + 1);
    const read = Atomics.load(count, 0);
    const gap = gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing;
    await context.waiting(`writer ${writer}`, gap);
    Atomics.store(count, 0, read + 1);
    Atomics.sub(inside, 0, 1);
  };
  for (let made = 0; made < updates; made++) {
    signal.throwIfAborted();
    await (guarded ? mutex.run(update, { signal }) : update());
    Atomics.store(updatesMade, writer, made + 1);
  }
}

const nothing = Promise.resolve();
