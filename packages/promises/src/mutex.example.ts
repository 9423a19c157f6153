// mutex on promises, as an example: writers that update one count, with a `Mutex` and without.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import { Mutex } from "./mutex.ts";

/** Has the writers update the count, with the mutex or without. Rejects when the context's signal is aborted. */
export async function runMutex(input: MutexInput, context: ExampleContext): Promise<MutexOutput> {
  const { writers, updates, gapMs, guarded, observe } = input;
  const { signal } = context;
  const mutex = new Mutex();
  const updatesMade = Array.from({ length: writers }, () => 0);
  let count = 0;
  let inside = 0;
  let peakInside = 0;
  const bare = async () => {
    const read = count;
    await (gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing);
    count = read + 1;
  };
  const watched = async (writer: number) => {
    inside += 1;
    if (inside > peakInside) peakInside = inside;
    const read = count;
    const gap = gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing;
    await context.waiting(`writer ${writer}`, gap);
    count = read + 1;
    inside -= 1;
  };
  const write = async (_: unknown, writer: number) => {
    const update = observe || context.recorder !== undefined ? () => watched(writer) : bare;
    for (let made = 0; made < updates; made++) {
      signal.throwIfAborted();
      await (guarded ? mutex.run(update, { signal }) : update());
      if (observe) updatesMade[writer] = made + 1;
    }
  };
  await Promise.allSettled(updatesMade.map(write));
  signal.throwIfAborted();
  return { count, observed: observe ? { updatesMade, peakInside } : null };
}

const nothing = Promise.resolve();
