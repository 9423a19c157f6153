import { scheduleSeed } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { boundedQueue as spec } from "@byturns/spec/bounded-queue";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runBoundedQueue } from "../src/bounded-queue.example.ts";
import { BoundedQueue, QueueClosed } from "../src/bounded-queue.ts";

const input = fc.record({
  producers: fc.integer({ min: 1, max: 3 }),
  consumers: fc.integer({ min: 1, max: 3 }),
  itemsEach: fc.nat(4),
  bound: fc.integer({ min: 1, max: 3 }),
  producerPauseMs: fc.nat(2),
  consumerPauseMs: fc.nat(2),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runBoundedQueue()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runBoundedQueue, input),
    schedulesTimeoutMs(),
  );
});

describe("BoundedQueue", () => {
  it(
    "delivers everything that was put in, and nothing else, whichever producer is interrupted",
    () =>
      fc.assert(
        fc.property(
          fc.array(fc.record({ atMs: fc.nat(3), interruptMs: fc.oneof(fc.constant(null), fc.nat(6)) }), {
            maxLength: 6,
          }),
          scheduleSeed,
          (producers, seed) => {
            const taken: number[] = [];
            const accepted = new Set<number>();
            const program = Effect.gen(function* () {
              const queue = yield* BoundedQueue.make<number>(1);
              const put = Effect.fnUntraced(function* (
                { atMs, interruptMs }: (typeof producers)[number],
                item: number,
              ) {
                yield* Effect.sleep(atMs);
                const fiber = yield* Effect.forkChild(
                  Effect.onExit(queue.put(item), (exit) =>
                    Effect.sync(() => void (Exit.isSuccess(exit) && accepted.add(item))),
                  ),
                );
                if (interruptMs !== null) {
                  yield* Effect.sleep(interruptMs);
                  yield* Fiber.interrupt(fiber);
                }
                yield* Fiber.await(fiber);
                expect(queue.size).toBeLessThanOrEqual(1);
              });
              const take = Effect.flatMap(queue.take, (item) =>
                Effect.andThen(
                  Effect.sync(() => void taken.push(item)),
                  Effect.sleep(1),
                ),
              );
              const drain = Effect.catchTag(Effect.forever(take), "QueueClosed", () => Effect.void);
              const fill = Effect.forEach(producers, put, { concurrency: "unbounded", discard: true });
              yield* Effect.all([drain, Effect.andThen(fill, queue.close)], { concurrency: "unbounded" });
            });
            const exit = withFiberSchedule(seed, () => program);
            if (!Exit.isSuccess(exit)) throw new Error(`Ended with ${exit}`);
            expect(new Set(taken).size).toBe(taken.length);
            // Interrupted in the very step in which it went in, an item is in the queue although its put was
            // interrupted.
            for (const item of accepted) expect(taken).toContain(item);
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("accepts what already waits when it is closed, and rejects what comes later", () => {
    const program = Effect.gen(function* () {
      const queue = yield* BoundedQueue.make<string>(1);
      yield* queue.put("in");
      const waits = yield* Effect.forkChild(queue.put("waits"), { startImmediately: true });
      yield* Effect.yieldNow;
      yield* queue.close;
      const late = yield* Effect.exit(queue.put("late"));
      const items = [yield* queue.take, yield* queue.take];
      yield* Fiber.join(waits);
      return { late, items, after: yield* Effect.exit(queue.take) };
    });
    const closed = Exit.fail(new QueueClosed());
    expect(withFiberSchedule(3, () => program)).toEqual(
      Exit.succeed({ late: closed, items: ["in", "waits"], after: closed }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])("dies of a RangeError for a bound of %s", (bound) => {
    const exit = withFiberSchedule(1, () => BoundedQueue.make(bound));
    expect(exit).toEqual(
      Exit.die(new RangeError(`Cannot hold ${bound} items: bound must be an integer >= 1`)),
    );
  });
});
