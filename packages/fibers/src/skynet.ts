// skynet on fibers.
//
// Start: `forEach` runs the fiber of each child at once, and a child has all of its own children before the next one begins:
// depth first. Cancel: interruption, when the scheduler gets its turn, which is after the last leaf. Fail: errors are typed; a
// failure would interrupt the other children. Cost: one fiber per task, gone as soon as it has returned: what lives is one
// branch.
import type { SkynetInput, SkynetOutput } from "@byturns/spec/skynet";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import { running, waiting } from "./internal/spans.ts";

/** Adds up the numbers of all leaves. */
export const skynet = Effect.fnUntraced(function* ({ levels }: SkynetInput): Effect.fn.Return<SkynetOutput> {
  let tasks = 0;
  const task = (number: number, leaves: number): Effect.Effect<number> =>
    Effect.suspend(() => {
      tasks += 1;
      if (leaves === 1) return Effect.succeed(number);
      const ofChild = leaves / 10;
      let sum = 0;
      const child = (index: number) =>
        Effect.map(task(number + index * ofChild, ofChild), (ofIt) => {
          sum += ofIt;
        });
      return Effect.map(Effect.forEach(ten, child, unbounded), () => sum);
    });
  const root = yield* Effect.forkChild(task(0, 10 ** levels), { startImmediately: true }).pipe(
    running("begin"),
  );
  return { sum: yield* Fiber.join(root).pipe(waiting("add up")), tasks };
});

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const unbounded = { concurrency: "unbounded", discard: true } as const;
