// sieve on fibers.
//
// Start: a fiber for each filter, and Effect's own Queue between any two. Cancel: interruption wakes all who wait for a
// number, or for room. Fail: in the type; here there is nothing that could. Cost: an operation of the queue for each number
// given and each one taken, and a suspension where one side waits. A fiber goes on until it has to wait, so the wider the
// channels, the more is sieved ahead of what was asked for.
import type { SieveInput, SieveOutput } from "@byturns/spec/sieve";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Queue from "effect/Queue";
import { waiting } from "./internal/spans.ts";

/** Lets the primes come through. */
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
