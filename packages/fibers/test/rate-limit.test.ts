import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { rateLimit as spec } from "@byturns/spec/rate-limit";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runRateLimit } from "../src/rate-limit.example.ts";
import { RateLimit } from "../src/rate-limit.ts";

const input = fc.record({
  tasks: tasksInput(7),
  limit: fc.integer({ min: 1, max: 3 }),
  intervalMs: fc.integer({ min: 1, max: 3 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runRateLimit()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runRateLimit, input),
    schedulesTimeoutMs(),
  );
});

describe("RateLimit.run()", () => {
  const user = fc.record({ interruptMs: fc.oneof(fc.constant(null), fc.nat(9)) });

  it(
    "starts every task that stays, in the order of the calls, whichever is interrupted",
    () =>
      fc.assert(
        fc.property(
          fc.array(user, { maxLength: 6 }),
          fc.integer({ min: 2, max: 4 }),
          scheduleSeed,
          (users, intervalMs, seed) => {
            const rate = new RateLimit(1, intervalMs);
            const starts: { i: number; atMs: number }[] = [];
            const exit = withFiberSchedule(seed, (schedule) => {
              const use = Effect.fnUntraced(function* ({ interruptMs }: (typeof users)[number], i: number) {
                const start = Effect.sync(() => void starts.push({ i, atMs: schedule.nowMs() }));
                // Asked in different milliseconds, so that no schedule can change the order.
                const asked = Effect.andThen(Effect.sleep(i), rate.run(start));
                const fiber = yield* Effect.forkChild(asked);
                if (interruptMs !== null) {
                  yield* Effect.sleep(interruptMs);
                  yield* Fiber.interrupt(fiber);
                }
                yield* Fiber.await(fiber);
              });
              return Effect.forEach(users, use, { concurrency: "unbounded", discard: true });
            });
            expect(exit).toEqual(Exit.void);
            starts.forEach(({ i, atMs }, at) => {
              const before = starts[at - 1];
              if (before === undefined) return;
              expect(i).toBeGreaterThan(before.i);
              expect(atMs - before.atMs).toBeGreaterThanOrEqual(intervalMs);
            });
            users.forEach(({ interruptMs }, i) => {
              if (interruptMs === null) expect(starts.map((start) => start.i)).toContain(i);
            });
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("counts a start from when its task has begun, even if the core is lost in between", () => {
    const starts: number[] = [];
    const exit = withFiberSchedule(1, (schedule) =>
      Effect.clockWith((clock) => {
        const rate = new RateLimit(1, 5);
        let lostMs = 0;
        const nowNs = () => clock.monotonicTimeNanosUnsafe() + BigInt(lostMs * 1e6);
        const start = Effect.sync(() => {
          lostMs = 3;
          starts.push(schedule.nowMs() + lostMs);
        });
        const users = Effect.forEach([1, 2, 3], () => rate.run(start), {
          concurrency: "unbounded",
          discard: true,
        });
        return Effect.provideService(users, Clock.Clock, { ...clock, monotonicTimeNanosUnsafe: nowNs });
      }),
    );
    expect(exit).toEqual(Exit.void);
    expect(starts).toEqual([3, 8, 13]);
  });

  it("ends where a start that has not begun yet would have to be awaited, and no other fiber can run", () => {
    const rate = new RateLimit(1, 1);
    const inner = Effect.sync(() => Effect.runSyncExit(rate.run(Effect.void)));
    expect(Exit.isFailure(Effect.runSync(rate.run(inner)))).toBe(true);
  });

  it.each([
    [0, 1, "Cannot start 0 tasks an interval: limit must be an integer >= 1"],
    [1, 0, "Cannot have intervals of 0 ms: intervalMs must be above 0, up to 2147483647"],
  ])("throws RangeError for %s in %s ms", (limit, intervalMs, message) => {
    expect(() => new RateLimit(limit, intervalMs)).toThrow(new RangeError(message));
  });
});
