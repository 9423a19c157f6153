// mutex as an example: writers update one count, with the mutex or without it.
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import * as Effect from "effect/Effect";
import * as References from "effect/References";
import { waiting } from "./internal/spans.ts";
import { Mutex } from "./mutex.ts";

/** Has the writers update the count, with the mutex or without it. */
export const runMutex = Effect.fnUntraced(function* (input: MutexInput): Effect.fn.Return<MutexOutput> {
  const { writers, updates, gapMs, guarded, observe } = input;
  const mutex = new Mutex();
  const updatesMade = Array.from({ length: writers }, () => 0);
  let count = 0;
  let inside = 0;
  let peakInside = 0;
  const gap = gapMs > 0 ? Effect.sleep(gapMs) : Effect.yieldNow;
  const bare = Effect.suspend(() => {
    const read = count;
    return Effect.map(gap, () => {
      count = read + 1;
    });
  });
  const watched = observe || (yield* References.TracerEnabled);
  const updateBy = (writer: number) => {
    if (!watched) return bare;
    const pause = gap.pipe(waiting(`writer ${writer}`));
    return Effect.suspend(() => {
      inside += 1;
      if (inside > peakInside) peakInside = inside;
      const read = count;
      return Effect.map(pause, () => {
        count = read + 1;
        inside -= 1;
      });
    });
  };
  const write = Effect.fnUntraced(function* (_: unknown, writer: number) {
    const update = guarded ? mutex.run(updateBy(writer)) : updateBy(writer);
    for (let made = 0; made < updates; made++) {
      yield* update;
      if (observe) updatesMade[writer] = made + 1;
    }
  });
  yield* Effect.forEach(updatesMade, write, { concurrency: "unbounded", discard: true });
  return { count, observed: observe ? { updatesMade, peakInside } : null };
});
