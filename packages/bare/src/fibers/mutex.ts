// A semaphore with one permit; an update reads, yields, and writes.
import * as Effect from "effect/Effect";
import * as Semaphore from "effect/Semaphore";

export const run = ({ writers, updates }: { readonly writers: number; readonly updates: number }) =>
  Effect.gen(function* () {
    const permit = Semaphore.makeUnsafe(1);
    let count = 0;
    const update = permit.withPermit(
      Effect.suspend(() => {
        const read = count;
        return Effect.map(Effect.yieldNow, () => {
          count = read + 1;
        });
      }),
    );
    const write = Effect.fnUntraced(function* () {
      for (let made = 0; made < updates; made++) yield* update;
    });
    yield* Effect.forEach(Array.from({ length: writers }), write, {
      concurrency: "unbounded",
      discard: true,
    });
    return { count, observed: null };
  });
