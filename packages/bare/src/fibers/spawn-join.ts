// Fibers that wait for their turn, all forked and then joined one after another.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

export const run = ({ tasks }: { readonly tasks: number }) =>
  Effect.gen(function* () {
    const fibers: Fiber.Fiber<number>[] = [];
    for (let number = 0; number < tasks; number++) {
      fibers.push(yield* Effect.forkChild(Effect.sync(() => number)));
    }
    let sum = 0;
    for (const fiber of fibers) sum += yield* Fiber.join(fiber);
    return { joined: fibers.length, sum };
  });
