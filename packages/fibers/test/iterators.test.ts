import { scheduleSeed } from "@byturns/schedules/inputs";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BoundedMapOptions, boundedMap } from "../src/bounded-map.ts";
import { retry } from "../src/retry.ts";

/** Numbers from 0, with a count of what was asked of their iterator. */
class Numbers implements Iterable<number> {
  opened = 0;
  read = 0;
  closed = 0;
  readonly #count: number;
  readonly #throwsAt: number;

  constructor(count: number, throwsAt = Infinity) {
    this.#count = count;
    this.#throwsAt = throwsAt;
  }

  [Symbol.iterator](): Iterator<number> {
    this.opened += 1;
    return {
      next: () => {
        if (this.read === this.#throwsAt) throw new Error("cannot read");
        return this.read < this.#count
          ? { done: false, value: this.read++ }
          : { done: true, value: undefined };
      },
      return: () => {
        this.closed += 1;
        return { done: true, value: undefined };
      },
    };
  }
}

/** The same numbers, each to be awaited. */
function later(numbers: Numbers): AsyncIterable<number> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = numbers[Symbol.iterator]();
      return {
        next: async () => iterator.next() as IteratorResult<number>,
        return: async () => iterator.return?.() as IteratorResult<number>,
      };
    },
  };
}

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

describe("boundedMap() of an iterable", () => {
  const succeedLater = (item: number) => Effect.as(Effect.sleep(1), item * item);

  it.each([0, 1, 3])("reads at most %i items ahead of the tasks that take them", (readAhead) => {
    for (const seed of seeds) {
      const numbers = new Numbers(20);
      const ahead: number[] = [];
      const watched = (item: number, index: number) => {
        ahead.push(numbers.read - index - 1);
        return succeedLater(item);
      };
      const exit = withFiberSchedule(seed, () => boundedMap(numbers, 2, watched, { readAhead }));
      expect(exit).toEqual(Exit.succeed(Array.from({ length: 20 }, (_, item) => item * item)));
      expect(Math.max(...ahead)).toBeLessThanOrEqual(readAhead);
      expect(numbers).toMatchObject({ opened: 1, read: 20, closed: 0 });
    }
  });

  it(
    "never runs more than `limit` tasks, and keeps the order, on every schedule",
    () =>
      fc.assert(
        fc.property(
          fc.array(fc.nat(3), { maxLength: 8 }),
          fc.constantFrom(1, 2, 3, Infinity),
          fc.nat(2),
          scheduleSeed,
          (pausesMs, limit, readAhead, seed) => {
            let running = 0;
            let peak = 0;
            const task = (pauseMs: number, index: number) =>
              Effect.acquireUseRelease(
                Effect.sync(() => {
                  peak = Math.max(peak, ++running);
                }),
                () => Effect.as(Effect.sleep(pauseMs), index),
                () => Effect.sync(() => void running--),
              );
            const exit = withFiberSchedule(seed, () =>
              boundedMap(new Set(pausesMs.map((ms) => ({ ms }))), limit, ({ ms }, i) => task(ms, i), {
                readAhead,
              }),
            );
            expect(exit).toEqual(Exit.succeed(pausesMs.map((_, i) => i)));
            expect(peak).toBeLessThanOrEqual(limit);
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it.each(["cancel", "await"] as const)(
    "closes the iterator of an endless one after a failure, once nothing runs (%s)",
    (onFailure) => {
      for (const seed of seeds) {
        const numbers = new Numbers(Infinity);
        let running = 0;
        let closedWhile = 0;
        const iterable = {
          [Symbol.iterator]: () => {
            const iterator = numbers[Symbol.iterator]();
            return {
              next: () => iterator.next(),
              return: () => {
                closedWhile = running;
                return iterator.return?.() as IteratorResult<number>;
              },
            };
          },
        };
        const task = (item: number) =>
          Effect.acquireUseRelease(
            Effect.sync(() => void running++),
            () => Effect.andThen(Effect.sleep(1), item === 3 ? Effect.fail("three") : Effect.void),
            () =>
              Effect.andThen(
                Effect.sleep(2),
                Effect.sync(() => void running--),
              ),
          );
        const exit = withFiberSchedule(seed, () => boundedMap(iterable, 2, task, { onFailure }));
        expect(exit).toEqual(Exit.fail("three"));
        expect(numbers.closed).toBe(1);
        expect([running, closedWhile]).toEqual([0, 0]);
        expect(numbers.read).toBeLessThan(8);
      }
    },
  );

  it.each([0, 2])("dies of what the iterator throws, and does not close it (%i ahead)", (readAhead) => {
    for (const seed of seeds) {
      const numbers = new Numbers(9, 4);
      const exit = withFiberSchedule(seed, () => boundedMap(numbers, 2, succeedLater, { readAhead }));
      expect(exit).toEqual(Exit.die(new Error("cannot read")));
      expect(numbers.closed).toBe(0);
    }
  });

  it("with `await` reads nothing after a failure, and starts nothing that was being read", async () => {
    const numbers = new Numbers(Infinity);
    const begun: number[] = [];
    const task = (item: number) =>
      Effect.suspend(() => {
        begun.push(item);
        return item === 1 ? Effect.fail("one") : Effect.void;
      });
    const exit = withFiberSchedule(2, () => boundedMap(numbers, 1, task, { onFailure: "await" }));
    expect(exit).toEqual(Exit.fail("one"));
    expect([begun, numbers.read]).toEqual([[0, 1], 2]);

    const [asked, failed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    async function* afterTheFailure() {
      yield 1;
      asked.resolve();
      await failed.promise;
      yield 2;
    }
    const first = Effect.promise(() => asked.promise).pipe(
      Effect.andThen(Effect.fail("one")),
      Effect.ensuring(Effect.sync(failed.resolve)),
    );
    const mapped = boundedMap(afterTheFailure(), 2, (item) => (item === 1 ? first : task(item)), {
      onFailure: "await",
    });
    expect(await Effect.runPromiseExit(mapped)).toEqual(Exit.fail("one"));
    expect(begun).toEqual([0, 1]);
  });

  it("closes the iterator when it is interrupted", () => {
    for (const seed of seeds) {
      const numbers = new Numbers(Infinity);
      const program = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(boundedMap(numbers, 2, succeedLater));
        yield* Effect.sleep(5);
        yield* Fiber.interrupt(fiber);
        return numbers.closed;
      });
      expect(withFiberSchedule(seed, () => program)).toEqual(Exit.succeed(1));
    }
  });

  const options: readonly BoundedMapOptions[] = [{}, { readAhead: 2 }, { onFailure: "await" }];

  it.each(options)("may be asynchronous, %o", async (options) => {
    const numbers = new Numbers(9);
    const mapped = await Effect.runPromise(boundedMap(later(numbers), 2, succeedLater, options));
    expect(mapped).toEqual([0, 1, 4, 9, 16, 25, 36, 49, 64]);
    expect(numbers.closed).toBe(0);
    const endless = new Numbers(Infinity);
    const failing = boundedMap(
      later(endless),
      2,
      (item) => (item > 3 ? Effect.fail(item) : Effect.void),
      options,
    );
    expect(await Effect.runPromiseExit(failing)).toEqual(Exit.fail(4));
    expect(endless.closed).toBe(1);
    const broken = new Numbers(9, 4);
    expect(await Effect.runPromiseExit(boundedMap(later(broken), 2, succeedLater, options))).toEqual(
      Exit.die(new Error("cannot read")),
    );
    expect(broken.closed).toBe(0);
  });

  it("may be asynchronous, and is left while its next item never comes", async () => {
    let closed = 0;
    const silent: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: () => {
          closed += 1;
          return new Promise(() => {});
        },
      }),
    };
    const program = Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(boundedMap(silent, 2, succeedLater));
      yield* Effect.yieldNow;
      yield* Effect.yieldNow;
      yield* Fiber.interrupt(fiber);
    });
    await Effect.runPromise(program);
    expect(closed).toBe(1);
  });
});

describe("retry() of delays", () => {
  const failing = (attempt: number) => (attempt < 3 ? Effect.fail(attempt) : Effect.succeed(attempt));
  const program = {
    "the task succeeds": [(delays: Numbers) => retry(failing, { delays }), Exit.succeed(3), 1],
    "the failure is not tried again": [
      (delays: Numbers) => retry(Effect.fail, { delays, retryIf: (attempt) => attempt < 2 }),
      Exit.fail(2),
      1,
    ],
    "the time is over": [(delays: Numbers) => retry(Effect.fail, { delays, withinMs: 2 }), Exit.fail(3), 1],
    "a delay is wrong": [
      (delays: Numbers) => retry(Effect.fail, { delays, delayAfter: () => -1 }),
      Exit.die(new RangeError("Cannot retry with delay -1: delay must be from 0 to Infinity")),
      1,
    ],
    "the first attempt succeeds": [
      (delays: Numbers) => retry(Effect.succeed, { delays }),
      Exit.succeed(1),
      0,
    ],
  } as const;

  it.each(Object.entries(program))("closes their iterator when %s", (_, [run, exit, closed]) => {
    const delays = new Numbers(Infinity);
    expect(withFiberSchedule(1, () => run(delays) as Effect.Effect<number, number>)).toEqual(exit);
    expect([delays.opened, delays.closed]).toEqual([closed, closed]);
  });

  it("closes their iterator when it is interrupted", () => {
    const delays = new Numbers(Infinity);
    const program = Effect.timeoutOption(retry(Effect.fail, { delays }), 20);
    expect(Exit.isSuccess(withFiberSchedule(1, () => program))).toBe(true);
    expect(delays.closed).toBe(1);
  });

  it("does not close an iterator that has ended or thrown", () => {
    const ended = new Numbers(2);
    expect(withFiberSchedule(1, () => retry(Effect.fail, { delays: ended }))).toEqual(Exit.fail(3));
    const thrown = new Numbers(9, 1);
    expect(withFiberSchedule(1, () => retry(Effect.fail, { delays: thrown }))).toEqual(
      Exit.die(new Error("cannot read")),
    );
    expect([ended.closed, thrown.closed]).toEqual([0, 0]);
  });
});
