import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { rateLimit as spec } from "@byturns/spec/rate-limit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playRateLimit, RateLimit } from "../src/rate-limit.ts";

const input = fc.record({
  tasks: tasksInput(7),
  limit: fc.integer({ min: 1, max: 3 }),
  intervalMs: fc.integer({ min: 1, max: 3 }),
});

describe("playRateLimit()", () => {
  it(
    "keeps its spec on every schedule, cancelled or not",
    () => keepsSpecInVirtualTime(spec, playRateLimit, input),
    schedulesTimeoutMs(),
  );
});

describe("RateLimit.run()", () => {
  const user = fc.record({ asksMs: fc.nat(6), givesUpMs: fc.oneof(fc.constant(null), fc.nat(9)) });

  it(
    "starts everybody who stays as early as may be, in the order of asking, whoever gives up",
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(user, { maxLength: 7 }),
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 4 }),
          scheduleSeed,
          (users, limit, intervalMs, seed) =>
            inVirtualTime(seed, async (schedule) => {
              const rate = new RateLimit(limit, intervalMs);
              const asked: number[] = [];
              const starts: { i: number; atMs: number; askedMs: number }[] = [];
              const use = async ({ asksMs, givesUpMs }: (typeof users)[number], i: number) => {
                const { signal } = schedule.signal(givesUpMs ?? undefined, "enough");
                await pause(asksMs);
                await schedule.shuffle();
                asked.push(i);
                const start = () => starts.push({ i, atMs: schedule.nowMs(), askedMs: asksMs });
                await rate.run(start, { signal }).catch((error) => expect(error).toBe("enough"));
              };
              await Promise.all(users.map(use));
              const order = starts.map(({ i }) => i);
              expect(order).toEqual(asked.filter((i) => order.includes(i)));
              starts.forEach(({ atMs, askedMs }, at) => {
                const freeMs = (starts[at - limit]?.atMs ?? -Infinity) + intervalMs;
                const beforeMs = starts[at - 1]?.atMs ?? 0;
                expect(atMs).toBe(Math.max(freeMs, askedMs, beforeMs));
              });
              for (const [i, { givesUpMs }] of users.entries())
                if (givesUpMs === null) expect(order).toContain(i);
            }),
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("counts a start that failed, and goes on", () =>
    inVirtualTime(1, async (schedule) => {
      const rate = new RateLimit(1, 5);
      const fail = () => {
        throw new Error("failed");
      };
      await expect(rate.run(fail)).rejects.toThrow("failed");
      expect(await rate.run(() => schedule.nowMs())).toBe(5);
    }));

  it.each([
    [0, 1, "Cannot start 0 tasks an interval: limit must be an integer >= 1"],
    [1, 0, "Cannot have intervals of 0 ms: intervalMs must be above 0, up to 2147483647"],
    [1, Number.NaN, "Cannot have intervals of NaN ms"],
  ])("throws RangeError for %s in %s ms", (limit, intervalMs, message) => {
    expect(() => new RateLimit(limit, intervalMs)).toThrow(message);
    expect(() => new RateLimit(limit, intervalMs)).toThrow(RangeError);
  });
});
