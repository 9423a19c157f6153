// One sleep after the other.
import * as Effect from "effect/Effect";

export const run = ({ delayMs, count }: { readonly delayMs: number; readonly count: number }) =>
  Effect.gen(function* () {
    const lateMs: number[] = [];
    while (lateMs.length < count) {
      const beganMs = performance.now();
      yield* Effect.sleep(delayMs);
      lateMs.push(performance.now() - beganMs - delayMs);
    }
    return { lateMs, othersFired: 0 };
  });
