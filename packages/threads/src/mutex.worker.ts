// The thread's side of mutex: a writer, which adds to a count that all threads share.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { MutexInput } from "@byturns/spec/mutex";
import { atLeast } from "./internal/at-least.ts";
import { serve } from "./internal/serve.ts";
import type { MutexMemory } from "./mutex.example.ts";
import { Mutex } from "./mutex.ts";

type Asked = Omit<MutexInput, "writers"> & { readonly writer: number };

export const tasks = { write };
const { cell, count, inside, peakInside, updatesMade } = serve(tasks) as MutexMemory;

async function write(asked: Asked, context: ExampleContext): Promise<void> {
  const { updates, gapMs, guarded, observe, writer } = asked;
  const { signal } = context;
  const mutex = new Mutex(cell);
  const bare = async () => {
    const read = Atomics.load(count, 0);
    await (gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing);
    Atomics.store(count, 0, read + 1);
  };
  const watched = async () => {
    atLeast(peakInside, Atomics.add(inside, 0, 1) + 1);
    const read = Atomics.load(count, 0);
    const gap = gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing;
    await context.waiting(`writer ${writer}`, gap);
    Atomics.store(count, 0, read + 1);
    Atomics.sub(inside, 0, 1);
  };
  const update = observe || context.recorder !== undefined ? watched : bare;
  for (let made = 0; made < updates; made++) {
    signal.throwIfAborted();
    await (guarded ? mutex.run(update, { signal }) : update());
    if (observe) Atomics.store(updatesMade, writer, made + 1);
  }
}

const nothing = Promise.resolve();
