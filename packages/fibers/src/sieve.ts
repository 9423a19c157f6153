// sieve on fibers.
//
// Start: one fiber for each filter, and Effect's own Queue between any two. Cancel: interruption ends all waiting for a number
// or for room. Fail: errors are typed; this effect cannot fail. Cost: one operation of the queue for each number given and
// each one taken, and a suspension when one side waits. A fiber runs until it has to wait, so the wider the channels, the more
// is sieved before it is needed.
import type { SieveInput, SieveOutput } from "@byturns/spec/sieve";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Queue from "effect/Queue";
import { waiting } from "./internal/spans.ts";

/** Finds the first primes. */
export const sieve = Effect.fnUntraced(function* ({
  primes: wanted,
  slots,
}: SieveInput): Effect.fn.Return<SieveOutput> {
  let source = yield* Queue.bounded<number>(slots);
  const begun = [yield* Effect.forkChild(numbers(source).pipe(waiting("numbers")))];
  const primes: number[] = [];
  for (;;) {
    const prime = yield* Queue.take(source);
    primes.push(prime);
    if (primes.length === wanted) break;
    const sink = yield* Queue.bounded<number>(slots);
    begun.push(yield* Effect.forkChild(filter(prime, source, sink).pipe(waiting(`filter ${prime}`))));
    source = sink;
  }
  yield* Fiber.interruptAll(begun);
  return { primes, filters: begun.length - 1 };
});

const numbers = Effect.fnUntraced(function* (sink: Channel) {
  for (let number = 2; ; number++) yield* Queue.offer(sink, number);
});

const filter = Effect.fnUntraced(function* (prime: number, source: Channel, sink: Channel) {
  for (;;) {
    const number = yield* Queue.take(source);
    if (number % prime !== 0) yield* Queue.offer(sink, number);
  }
});

type Channel = Queue.Queue<number>;
