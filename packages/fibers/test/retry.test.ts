import { scheduleSeed } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { retry as spec } from "@byturns/spec/retry";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runRetry } from "../src/retry.example.ts";
import { backOff, retry } from "../src/retry.ts";

const input = fc.record({
  calls: fc.array(
    fc.record({ failures: fc.nat(4), pauseMs: fc.nat(2), permanent: fc.nat(3).map((drawn) => drawn === 0) }),
    { maxLength: 4 },
  ),
  retries: fc.nat(4),
  baseMs: fc.nat(3),
  factor: fc.constantFrom(1, 1.5, 2),
  maxMs: fc.nat(5),
  jitter: fc.constantFrom(0, 0.5, 1),
  seed: fc.integer(),
  withinMs: fc.oneof(fc.constant(null), fc.nat(8)),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runRetry()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runRetry, input),
    schedulesTimeoutMs(),
  );
});

describe("retry()", () => {
  it(
    "begins no attempt too early, and none after its time",
    () =>
      fc.assert(
        fc.property(
          fc.array(fc.nat(4), { maxLength: 5 }),
          fc.nat(12),
          scheduleSeed,
          (delays, withinMs, seed) => {
            const begun: number[] = [];
            const exit = withFiberSchedule(seed, (schedule) =>
              retry(
                (attempt) =>
                  Effect.suspend(() => {
                    begun.push(schedule.nowMs());
                    return Effect.andThen(Effect.sleep(1), Effect.fail(attempt));
                  }),
                { delays, withinMs },
              ),
            );
            expect(exit).toEqual(Exit.fail(begun.length));
            const due = delays.map((_, i) => delays.slice(0, i + 1).reduce((sum, ms) => sum + ms + 1, 0));
            const late = due.findIndex((atMs) => atMs > withinMs);
            expect(begun).toEqual([0, ...due.slice(0, late < 0 ? due.length : late)]);
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("tries again only what may be tried again", () => {
    const exit = withFiberSchedule(1, () =>
      retry((attempt) => Effect.fail(attempt), { delays: [0, 0, 0], retryIf: (attempt) => attempt < 2 }),
    );
    expect(exit).toEqual(Exit.fail(2));
  });
});

describe("retry() and time", () => {
  it("counts `withinMs` on a monotonic clock, whatever happens to the time of day", () => {
    // Half of the seeds set the time of day forward and back by up to an hour.
    for (const seed of Array.from({ length: 100 }, (_, seed) => seed)) {
      const begun: number[] = [];
      const exit = withFiberSchedule(seed, (schedule) =>
        retry(
          (attempt) => {
            begun.push(schedule.nowMs());
            return Effect.fail(attempt);
          },
          { delays: Array.from({ length: 40 }, () => 100), withinMs: 500 },
        ),
      );
      expect(exit).toEqual(Exit.fail(6));
      expect(begun).toEqual([0, 100, 200, 300, 400, 500]);
    }
  });

  it("waits as long as the failure asks, and no longer than `withinMs` allows", () => {
    const begun: number[] = [];
    const seen: number[] = [];
    const busy = (retryAfterMs: number | undefined) => ({ retryAfterMs });
    const failures = [busy(7), busy(undefined), busy(0), busy(1_000)];
    const exit = withFiberSchedule(1, (schedule) =>
      retry(
        (attempt) => {
          begun.push(schedule.nowMs());
          return Effect.fail(failures[attempt - 1] ?? busy(undefined));
        },
        {
          delays: [1, 2, 3, 4, 5],
          delayAfter: ({ retryAfterMs }, delayMs) => {
            seen.push(delayMs);
            return retryAfterMs ?? delayMs;
          },
          withinMs: 100,
        },
      ),
    );
    expect(exit).toEqual(Exit.fail(busy(1_000)));
    expect(begun).toEqual([0, 7, 9, 9]);
    expect(seen).toEqual([1, 2, 3, 4]);
  });
});

describe("backOff()", () => {
  it("repeats itself from the same seed, and grows to its bound", () => {
    expect(Array.from(backOff({ seed: 7 }))).toEqual(Array.from(backOff({ seed: 7 })));
    expect(Array.from(backOff({ jitter: 0, maxMs: 300, retries: 4 }))).toEqual([100, 200, 300, 300]);
  });

  it("throws RangeError for what is out of bounds", () => {
    expect(() => backOff({ jitter: 2 })).toThrow(
      new RangeError("Cannot back off with jitter 2: jitter must be from 0 to 1"),
    );
  });
});
