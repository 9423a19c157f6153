// mutex on fibers.
//
// Start: a fiber goes on when it holds the mutex, at once when nobody else does. Cancel: interruption takes it out of the
// line, or ends the task, and the mutex is free again before anybody is told. Fail: as the task does, in the type. Cost: no
// fiber; a suspension where it has to wait.
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import * as Effect from "effect/Effect";
import * as References from "effect/References";
import * as Semaphore from "effect/Semaphore";
import { waiting } from "./internal/spans.ts";

/** Lets one task go on at a time, in the order of asking. It is not re-entrant: who holds it and asks again waits for ever. */
export class Mutex {
  readonly #permit = Semaphore.makeUnsafe(1);

  /**
   * Runs `task` while no other task of this mutex runs.
   *
   * @returns what the task returns; fails as it does.
   * @example
   * ```ts
   * const mutex = new Mutex();
   * mutex.run(Effect.flatMap(read(file), (text) => write(file, change(text)))); // Effect<void, FileError>
   * ```
   */
  run<Result, E, R>(task: Effect.Effect<Result, E, R>): Effect.Effect<Result, E, R> {
    return this.#permit.withPermit(task);
  }
}

/** Lets the writers update the count, with the mutex or without. */
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
