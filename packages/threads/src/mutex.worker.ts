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
  /** What is counted where the input asks for it. */
  readonly seen: { readonly inside: Cells; readonly peakInside: Cells; readonly updatesMade: Cells } | null;
}

export const tasks = { write };
serve(tasks);

async function write(asked: Asked, context: ExampleContext): Promise<void> {
  const { updates, gapMs, guarded, writer, cell, count, seen } = asked;
  const { signal } = context;
  const mutex = new Mutex(cell);
  const name = `writer ${writer}`;
  const update = async () => {
    if (seen !== null) atLeast(seen.peakInside, Atomics.add(seen.inside, 0, 1) + 1);
    const read = Atomics.load(count, 0);
    const gap = gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing;
    await context.waiting(name, gap);
    Atomics.store(count, 0, read + 1);
    if (seen !== null) Atomics.sub(seen.inside, 0, 1);
  };
  for (let made = 0; made < updates; made++) {
    signal.throwIfAborted();
    await (guarded ? mutex.run(update, { signal }) : update());
    if (seen !== null) Atomics.store(seen.updatesMade, writer, made + 1);
  }
}

const nothing = Promise.resolve();
