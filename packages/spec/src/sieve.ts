// sieve: primes through a pipeline of filters, each a task, with a channel between any two.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const SieveInput = Schema.Struct({
  /** How many primes are wanted; each but the last becomes a filter. */
  primes: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 2_000 })),
  /** How many numbers a channel holds; a task that gives more waits. */
  slots: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_024 })),
});

export const SieveOutput = Schema.Struct({
  /** In the order in which they came through. */
  primes: Schema.Array(Schema.Int),
  /** How many filters were begun. */
  filters: Schema.Int,
});

export type SieveInput = typeof SieveInput.Type;
export type SieveOutput = typeof SieveOutput.Type;

export const sieve = defineSpec({
  id: "sieve",
  title: "Prime sieve",
  question: "What does a pipeline cost, in which a number passes from task to task?",
  origin:
    "Doug McIlroy's sieve of processes, as Go's documentation tells it; coro-prime-sieve of hanabi1224's benchmarks.",
  input: SieveInput,
  output: SieveOutput,
  inputs: {
    test: { primes: 12, slots: 2 },
    "test-one": { primes: 1, slots: 1 },
    "test-narrow": { primes: 20, slots: 1 },
    "test-wide": { primes: 20, slots: 64 },
    bench: { primes: 60, slots: 1 },
  },
  sweeps: {
    primes: {
      parameter: "primes",
      unit: "primes",
      values: [10, 30, 100, 300],
      at: (primes): SieveInput => ({ primes, slots: 1 }),
    },
    slots: {
      parameter: "slots of a channel",
      unit: "numbers",
      values: [1, 8, 64],
      at: (slots): SieveInput => ({ primes: 60, slots }),
    },
  },
  batch: 1,
  primary: "per-hand-over",
  oneCall: {
    work: "The first 60 primes come out of a pipeline of filters, one task each, with a channel of one slot between any two.",
    inModel: {
      promises: "A promise where a side waits, a microtask a number.",
      fibers: "Effect's own queue between two fibers.",
      threads: "Shared memory between threads that many filters share.",
    },
    objections: [
      {
        objection: "A pipeline of filters is a poor sieve.",
        answer: "It is a test of handing over, known from Go and Kotlin.",
      },
    ],
  },
  check(input, { primes, filters }) {
    const wrong: string[] = [];
    if (primes.length !== input.primes) wrong.push(`${primes.length} primes came, not ${input.primes}`);
    const right = firstPrimes(input.primes);
    const at = primes.findIndex((prime, index) => prime !== right[index]);
    if (at >= 0) wrong.push(`prime ${at} is ${primes[at]}, not ${right[at]}`);
    if (filters !== input.primes - 1) {
      wrong.push(`${filters} filters were begun, not ${input.primes - 1}`);
    }
    return wrong;
  },
  ideal: ({ primes }) => ({
    ms: undefined,
    why: `${handOvers(primes)} numbers handed over, one at a time: how long is the processor's business`,
  }),
  metrics: [
    {
      id: "per-hand-over",
      title: "Wall time a number handed over",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { primes }) => (wallMs * 1_000) / handOvers(primes),
    },
  ],
});

/** By division, which is not how they are found. */
function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number++) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}

/**
 * How many numbers pass from a task to the next until the last prime is there: each up to it goes through the filters
 * until one divides it. What is read ahead beyond it depends on the slots, and is not counted.
 */
function handOvers(count: number): number {
  const primes = firstPrimes(count);
  let passed = 0;
  for (let number = 2; number <= (primes.at(-1) ?? 0); number++) {
    const stoppedBy = primes.findIndex((prime) => number % prime === 0);
    passed += stoppedBy + 1;
  }
  return passed;
}
