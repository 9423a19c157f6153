import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { type Rate, rateLimitInput, rateLimitProperties } from "@byturns/schedules/properties/rate-limit";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { rateLimit as spec } from "@byturns/spec/rate-limit";
import { describe, expect, it } from "vitest";
import { runRateLimit } from "../src/rate-limit.example.ts";
import { RateLimit } from "../src/rate-limit.ts";

describe("runRateLimit()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runRateLimit, rateLimitInput),
    schedulesTimeoutMs(),
  );
});

describe("RateLimit.run()", () => {
  const make = (limit: number, intervalMs: number) => {
    const rate = new RateLimit(limit, intervalMs);
    const run: Rate["run"] = (task, options) => rate.run(task, options);
    return { run };
  };

  it.each(rateLimitProperties(make).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
    schedulesTimeoutMs(),
  );

  it("has begun a task that may start when it returns, and no other", async () => {
    await inVirtualTime(1, async () => {
      const rate = new RateLimit(2, 5);
      const begun: number[] = [];
      const all = [1, 2, 3].map((task) => rate.run(() => begun.push(task)));
      expect(begun).toEqual([1, 2]);
      await Promise.all(all);
      expect(begun).toEqual([1, 2, 3]);
    });
  });

  it("keeps its limit over many intervals", async () => {
    const startsMs = await inVirtualTime(1, async (schedule) => {
      const rate = new RateLimit(3, 5);
      return Promise.all(Array.from({ length: 300 }, () => rate.run(() => schedule.nowMs())));
    });
    expect(startsMs).toEqual(Array.from({ length: 300 }, (_, task) => 5 * Math.floor(task / 3)));
  });

  it("counts a start that failed, and continues", () =>
    inVirtualTime(1, async (schedule) => {
      const rate = new RateLimit(1, 5);
      const fail = () => {
        throw new Error("failed");
      };
      await expect(rate.run(fail)).rejects.toThrow("failed");
      expect(await rate.run(() => schedule.nowMs())).toBe(5);
    }));

  it("counts a start from when its task has begun, even if the core is lost in between", () =>
    inVirtualTime(1, async () => {
      const rate = new RateLimit(1, 5);
      const { now } = performance;
      let lostMs = 0;
      performance.now = () => now() + lostMs;
      const start = () => {
        lostMs = 3;
        return performance.now();
      };
      const starts = await Promise.all([1, 2, 3].map(() => rate.run(start))).finally(() => {
        performance.now = now;
      });
      expect(starts).toEqual([3, 8, 13]);
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
