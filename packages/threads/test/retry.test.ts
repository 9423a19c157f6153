import { makeContext } from "@byturns/context";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { retry as spec } from "@byturns/spec/retry";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import { pool as poolOptions, runRetry, worker } from "../src/retry.example.ts";
import { backOff, retry } from "../src/retry.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// Pauses and delays take real time here: few, and short.
const input = fc.record({
  calls: fc.array(
    fc.record({
      failures: fc.nat(2),
      pauseMs: fc.constant(0),
      permanent: fc.nat(3).map((drawn) => drawn === 0),
    }),
    { maxLength: 3 },
  ),
  retries: fc.nat(2),
  baseMs: fc.nat(9).map((drawn) => (drawn === 0 ? 1 : 0)),
  factor: fc.constant(2),
  maxMs: fc.constant(2),
  jitter: fc.constantFrom(0, 0.5, 1),
  seed: fc.integer(),
  withinMs: fc.oneof(fc.constant(null), fc.nat(2)),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runRetry()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runRetry, input, pool),
    schedulesTimeoutMs(),
  );
});

describe("retry()", () => {
  it("tries again only what may be tried again, and keeps the last failure", async () => {
    const tried = retry(
      (attempt) => {
        throw new RangeError(`attempt ${attempt}`);
      },
      { delays: [0, 0, 0], retryIf: (error) => (error as Error).message !== "attempt 3" },
    );
    await expect(tried).rejects.toThrow("attempt 3");
  });
});

describe("backOff()", () => {
  it("repeats itself from the same seed, and grows to its bound", () => {
    expect(Array.from(backOff({ seed: 7 }))).toEqual(Array.from(backOff({ seed: 7 })));
    expect(Array.from(backOff({ jitter: 0, maxMs: 300, retries: 4 }))).toEqual([100, 200, 300, 300]);
  });

  it("throws RangeError for what is out of bounds", () => {
    expect(() => backOff({ factor: 0 })).toThrow(RangeError);
    expect(() => backOff({ baseMs: 0, factor: Infinity })).toThrow(RangeError);
  });
});
