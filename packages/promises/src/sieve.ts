// sieve on promises.
//
// Start: calling an async function runs it up to its first await. Cancel: the signal is checked before the first
// number; the pipeline never returns to the event loop, so it cannot be aborted meanwhile. Fail: the rejection reaches
// the awaiting caller. Cost: a microtask for each number given and each one taken, and a promise where one side waits.

import type { ExampleContext } from "@byturns/context";
import type { SieveInput, SieveOutput } from "@byturns/spec/sieve";

/** Lets the primes come through. Rejects when the context's signal is aborted. */
export async function sieve(
  { primes: wanted, slots }: SieveInput,
  context: ExampleContext,
): Promise<SieveOutput> {
  context.signal.throwIfAborted();
  const channels = [new Channel(slots)];
  const begun = [context.waiting("numbers", numbers(channels[0] as Channel))];
  const primes: number[] = [];
  for (;;) {
    const source = channels.at(-1) as Channel;
    const prime = (await source.take()) as number;
    primes.push(prime);
    if (primes.length === wanted) break;
    const sink = new Channel(slots);
    channels.push(sink);
    begun.push(context.waiting(`filter ${prime}`, filter(prime, source, sink)));
  }
  for (const channel of channels) channel.close();
  await Promise.all(begun);
  return { primes, filters: begun.length - 1 };
}

async function numbers(sink: Channel): Promise<void> {
  for (let number = 2; await sink.give(number); number++);
}

async function filter(prime: number, source: Channel, sink: Channel): Promise<void> {
  for (;;) {
    const number = await source.take();
    if (number === undefined) return;
    if (number % prime !== 0 && !(await sink.give(number))) return;
  }
}

/** Holds up to `slots` numbers between one task that gives and one that takes. Once closed, it does neither. */
class Channel {
  readonly #slots: number;
  readonly #numbers: number[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Returns whether the number went in; waits while there is no room. */
  give(number: number): boolean | Promise<boolean> {
    if (this.#closed) return false;
    if (this.#numbers.length === this.#slots) return this.#change().then(() => this.give(number));
    this.#numbers.push(number);
    this.#changed();
    return true;
  }

  /** Waits while there is none. */
  take(): number | undefined | Promise<number | undefined> {
    if (this.#closed) return undefined;
    if (this.#numbers.length === 0) return this.#change().then(() => this.take());
    this.#changed();
    return this.#numbers.shift();
  }

  close(): void {
    this.#closed = true;
    this.#changed();
  }

  /** Only one of the two can have to wait: a channel is not full and empty at one time. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #changed(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
