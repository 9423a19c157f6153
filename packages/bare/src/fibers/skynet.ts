// A tree of fibers, ten children each, down to the leaves.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export const run = ({ levels }: { readonly levels: number }) =>
  Effect.gen(function* () {
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
        return Effect.map(Effect.forEach(ten, child, { concurrency: "unbounded", discard: true }), () => sum);
      });
    const root = yield* Effect.forkChild(task(0, 10 ** levels), { startImmediately: true });
    return { sum: yield* Fiber.join(root), tasks };
  });
