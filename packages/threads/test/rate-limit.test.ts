import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { rateLimit as spec } from "@byturns/spec/rate-limit";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import { pool as poolOptions, runRateLimit, worker } from "../src/rate-limit.example.ts";
import { RateLimit } from "../src/rate-limit.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// Intervals and pauses take real time here: few, and short.
const input = fc.record({
  tasks: tasksInput(4, 0, 0),
  limit: fc.integer({ min: 1, max: 4 }),
  intervalMs: fc.integer({ min: 1, max: 2 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runRateLimit()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runRateLimit, input, pool),
    schedulesTimeoutMs(),
  );
});

describe("RateLimit.run()", () => {
  it("continues when the first in the line gives up", async () => {
    const rate = new RateLimit(1, 1);
    const controller = new AbortController();
    const order: string[] = [];
    const run = (name: string, signal?: AbortSignal) =>
      rate.run(() => order.push(name), signal === undefined ? {} : { signal });
    const all = [run("first"), run("second", controller.signal), run("third")];
    controller.abort(new Error("enough"));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      ...["fulfilled", "rejected", "fulfilled"],
    ]);
    expect(order).toEqual(["first", "third"]);
  });

  it("counts a start from when its task has begun, even if the core is lost in between", async () => {
    const rate = new RateLimit(1, 5);
    const { now } = performance;
    let lostMs = 0;
    performance.now = () => now.call(performance) + lostMs;
    const start = () => {
      lostMs = 3;
      return performance.now();
    };
    const [first, second] = await Promise.all([rate.run(start), rate.run(start)]).finally(() => {
      performance.now = now;
    });
    expect(second - first).toBeGreaterThanOrEqual(5);
  });

  it.each([0, 1.5])("throws RangeError for a limit of %s", (limit) => {
    expect(() => new RateLimit(limit, 1)).toThrow(RangeError);
  });
});
