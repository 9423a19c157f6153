// Effect's own queue; producers offer, consumers take until it has failed.
import { BoundedQueue } from "@byturns/fibers/bounded-queue";
import * as Effect from "effect/Effect";

interface Input {
  readonly producers: number;
  readonly consumers: number;
  readonly itemsEach: number;
  readonly bound: number;
}

export const run = ({ producers, consumers, itemsEach, bound }: Input) =>
  Effect.gen(function* () {
    const queue = yield* BoundedQueue.make<number>(bound);
    const taken: number[][] = Array.from({ length: consumers }, () => []);
    const produce = Effect.fnUntraced(function* (_: unknown, producer: number) {
      const first = producer * itemsEach;
      for (let item = first; item < first + itemsEach; item++) yield* queue.put(item);
    });
    const consume = Effect.fnUntraced(function* (items: number[]) {
      for (;;) items.push(yield* queue.take);
    });
    const all = { concurrency: "unbounded", discard: true } as const;
    const consumed = Effect.forEach(taken, (items) => Effect.ignore(consume(items)), all);
    const produced = Effect.forEach(Array.from({ length: producers }), produce, all);
    yield* Effect.all([consumed, Effect.andThen(produced, queue.close)], all);
    const refused = yield* Effect.match(queue.put(-1), { onSuccess: () => false, onFailure: () => true });
    return { taken, refused, observed: null };
  });
