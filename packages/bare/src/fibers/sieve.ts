// Fibers that filter numbers, joined by queues with a few slots.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Queue from "effect/Queue";

export const run = ({ primes: wanted, slots }: { readonly primes: number; readonly slots: number }) =>
  Effect.gen(function* () {
    let source = yield* Queue.bounded<number>(slots);
    const begun = [yield* Effect.forkChild(numbers(source))];
    const primes: number[] = [];
    for (;;) {
      const prime = yield* Queue.take(source);
      primes.push(prime);
      if (primes.length === wanted) break;
      const sink = yield* Queue.bounded<number>(slots);
      begun.push(yield* Effect.forkChild(filter(prime, source, sink)));
      source = sink;
    }
    yield* Fiber.interruptAll(begun);
    return { primes, filters: begun.length - 1 };
  });

const numbers = Effect.fnUntraced(function* (sink: Queue.Queue<number>) {
  for (let number = 2; ; number++) yield* Queue.offer(sink, number);
});

const filter = Effect.fnUntraced(function* (
  prime: number,
  source: Queue.Queue<number>,
  sink: Queue.Queue<number>,
) {
  for (;;) {
    const number = yield* Queue.take(source);
    if (number % prime !== 0) yield* Queue.offer(sink, number);
  }
});
