import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { semaphorePool as spec } from "@byturns/spec/semaphore-pool";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSemaphorePool } from "../src/semaphore-pool.example.ts";
import { ResourcePool, Semaphore } from "../src/semaphore-pool.ts";

const patience = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 6 }));
const input = fc.record({
  // A fiber can be cut short before it counts as running, while another does all of its work: unless all pause.
  users: tasksInput(7, 1).chain((tasks) =>
    fc.tuple(...tasks.map((task) => patience.map((giveUpMs) => ({ ...task, giveUpMs })))),
  ),
  permits: fc.integer({ min: 1, max: 3 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runSemaphorePool()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runSemaphorePool, input),
    schedulesTimeoutMs(),
  );
});

describe("Semaphore.run()", () => {
  it(
    "gives permits in the order of the calls",
    () =>
      fc.assert(
        fc.property(fc.array(fc.nat(9), { maxLength: 6 }), scheduleSeed, (holdsMs, seed) => {
          // With a second permit two could be given theirs, and cut short before they are seen.
          const semaphore = new Semaphore(1);
          const entered: number[] = [];
          const use = (ms: number, i: number) => {
            const enter = Effect.sync(() => void entered.push(i));
            // Asked in different milliseconds, so that no schedule can change the order.
            return Effect.andThen(Effect.sleep(i), semaphore.run(Effect.andThen(enter, Effect.sleep(ms))));
          };
          const exit = withFiberSchedule(seed, () =>
            Effect.forEach(holdsMs, use, { concurrency: "unbounded", discard: true }),
          );
          expect(exit).toEqual(Exit.void);
          expect(entered).toEqual(holdsMs.map((_, i) => i));
          expect(semaphore.free).toBe(1);
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it.each([0, -1, 1.5, Number.NaN])("throws RangeError for %s permits", (permits) => {
    expect(() => new Semaphore(permits)).toThrow(
      new RangeError(`Cannot grant ${permits} permits: permits must be an integer >= 1`),
    );
  });
});

describe("Semaphore.resize()", () => {
  it(
    "runs every task, never more than the highest limit at once, and gets every permit back",
    () =>
      fc.assert(
        fc.property(
          fc.array(fc.nat(5), { maxLength: 7 }),
          fc.array(fc.record({ atMs: fc.nat(9), permits: fc.integer({ min: 1, max: 4 }) }), { maxLength: 4 }),
          scheduleSeed,
          (holdsMs, resizes, seed) => {
            const semaphore = new Semaphore(2);
            let permits = 2;
            let highest = 2;
            let running = 0;
            const entered: number[] = [];
            const use = (ms: number, i: number) => {
              const hold = Effect.acquireUseRelease(
                Effect.sync(() => {
                  running += 1;
                  entered.push(i);
                  // A fiber may be cut short between its permit and this line: the last limit alone would be too strict.
                  expect(running).toBeLessThanOrEqual(highest);
                }),
                () => Effect.sleep(ms),
                () =>
                  Effect.sync(() => {
                    running -= 1;
                  }),
              );
              return Effect.andThen(Effect.sleep(i), semaphore.run(hold));
            };
            const resize = ({ atMs, permits: to }: (typeof resizes)[number]) =>
              Effect.andThen(
                Effect.sleep(atMs + 0.5),
                Effect.suspend(() => {
                  permits = to;
                  highest = Math.max(highest, to);
                  return semaphore.resize(to);
                }),
              );
            const exit = withFiberSchedule(seed, () =>
              Effect.all(
                [
                  Effect.forEach(holdsMs, use, { concurrency: "unbounded", discard: true }),
                  Effect.forEach(resizes, resize, { discard: true }),
                ],
                { concurrency: "unbounded", discard: true },
              ),
            );
            expect(exit).toEqual(Exit.void);
            expect(entered.toSorted()).toEqual(holdsMs.map((_, i) => i));
            expect(semaphore.free).toBe(permits);
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("grants more permits at once, and fewer as tasks end", () => {
    const program = Effect.gen(function* () {
      const semaphore = new Semaphore(1);
      const seen: string[] = [];
      const use = (name: string, ms: number) =>
        semaphore.run(
          Effect.andThen(
            Effect.sync(() => void seen.push(name)),
            Effect.sleep(ms),
          ),
        );
      const users = yield* Effect.forkChild(
        Effect.all([use("a", 9), use("b", 5), use("c", 9)], { concurrency: "unbounded" }),
      );
      yield* Effect.sleep(1);
      const one = [...seen];
      yield* semaphore.resize(2);
      yield* Effect.sleep(1);
      const two = [...seen];
      yield* semaphore.resize(1);
      const free = semaphore.free;
      yield* Effect.sleep(5);
      const still = [...seen];
      yield* Fiber.join(users);
      return { one, two, free, still, seen, freeAtLast: semaphore.free };
    });
    // A seed at which no fiber is cut short.
    const seed = Array.from({ length: 20 }, (_, seed) => seed).find((seed) =>
      Exit.isSuccess(withFiberSchedule(seed, () => program)),
    );
    expect(withFiberSchedule(seed ?? 0, () => program)).toEqual(
      Exit.succeed({
        one: ["a"],
        two: ["a", "b"],
        free: 0,
        still: ["a", "b"],
        seen: ["a", "b", "c"],
        freeAtLast: 1,
      }),
    );
  });

  it.each([
    [0, new RangeError("Cannot grant 0 permits: permits must be an integer >= 1")],
    ["2", new TypeError("Cannot grant 2 permits: permits must be a number")],
  ])("dies for %s permits", (permits, error) => {
    const semaphore = new Semaphore(1);
    const exit = withFiberSchedule(1, () => semaphore.resize(permits as number));
    expect(exit).toEqual(Exit.die(error));
    expect(semaphore.free).toBe(1);
  });
});

describe("ResourcePool", () => {
  it("lends first the resource that was used last, also after a failure", () => {
    const program = Effect.gen(function* () {
      const pool = yield* ResourcePool.make(["a", "b"]);
      const failed = yield* Effect.exit(pool.use((resource) => Effect.fail(resource)));
      const both = yield* pool.use((resource) =>
        pool.use((other) => Effect.map(pool.free, (free) => [resource, other, free])),
      );
      return { failed, both, free: yield* pool.free };
    });
    expect(withFiberSchedule(1, () => Effect.scoped(program))).toEqual(
      Exit.succeed({ failed: Exit.fail("a"), both: ["a", "b", 0], free: 2 }),
    );
  });

  it(
    "lends in the order of the calls, one resource to one task, and gets it back wherever a task is interrupted",
    () =>
      fc.assert(
        fc.property(
          fc.array(fc.record({ holdsMs: fc.nat(6), interruptMs: fc.oneof(fc.constant(null), fc.nat(9)) }), {
            maxLength: 6,
          }),
          fc.integer({ min: 1, max: 2 }),
          scheduleSeed,
          (users, size, seed) => {
            const lent = new Set<object>();
            const entered: number[] = [];
            const program = Effect.gen(function* () {
              const pool = yield* ResourcePool.make(Array.from({ length: size }, () => ({})));
              const use = Effect.fnUntraced(function* (
                { holdsMs, interruptMs }: (typeof users)[number],
                i: number,
              ) {
                yield* Effect.sleep(i);
                const hold = (resource: object) =>
                  Effect.acquireUseRelease(
                    Effect.sync(() => {
                      expect(lent.has(resource)).toBe(false);
                      lent.add(resource);
                      entered.push(i);
                    }),
                    () => Effect.sleep(holdsMs),
                    () => Effect.sync(() => lent.delete(resource)),
                  );
                const fiber = yield* Effect.forkChild(pool.use(hold));
                if (interruptMs !== null) {
                  yield* Effect.sleep(interruptMs);
                  yield* Fiber.interrupt(fiber);
                }
                yield* Fiber.await(fiber);
              });
              yield* Effect.forEach(users, use, { concurrency: "unbounded", discard: true });
              return yield* pool.free;
            });
            expect(withFiberSchedule(seed, () => Effect.scoped(program))).toEqual(Exit.succeed(size));
            if (size === 1) expect(entered).toEqual(entered.toSorted());
            users.forEach(({ interruptMs }, i) => {
              if (interruptMs === null) expect(entered).toContain(i);
            });
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("dies of a RangeError without resources", () => {
    expect(withFiberSchedule(1, () => Effect.scoped(ResourcePool.make([])))).toEqual(
      Exit.die(new RangeError("Cannot lend 0 resources: there must be at least 1")),
    );
  });
});
