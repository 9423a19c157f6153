// Each option of each helper: what is of the wrong kind, and what is out of bounds, is refused before anything starts.
import { describe, expect, it } from "vitest";
import { boundedMap } from "../src/bounded-map.ts";
import { BoundedQueue } from "../src/bounded-queue.ts";
import { deadline } from "../src/deadline.ts";
import { Service } from "../src/graceful-shutdown.ts";
import { RateLimit } from "../src/rate-limit.ts";
import { backOff, retry } from "../src/retry.ts";
import { ResourcePool, Semaphore } from "../src/semaphore-pool.ts";

// biome-ignore lint/suspicious/noExplicitAny: values that the types refuse are what is tried.
type Any = any;
const never = () => {
  throw new Error("it started");
};
const resized = (permits: Any) => new Semaphore(2).resize(permits);

/** The option, how it is given, and values that are out of bounds. Values of other kinds are tried for each. */
const options: readonly (readonly [string, (value: Any) => unknown, readonly Any[]])[] = [
  ["boundedMap limit", (limit) => boundedMap([1], limit, never), [Number.NaN, 0, -1, 1.5, -Infinity]],
  [
    "boundedMap readAhead",
    (readAhead) => boundedMap([1], 1, never, { readAhead }),
    [Number.NaN, -1, 0.5, Infinity],
  ],
  ["deadline deadlineMs", (ms) => deadline(never, ms), [Number.NaN, -1, 2_147_483_648, -Infinity]],
  ["BoundedQueue bound", (bound) => new BoundedQueue(bound), [Number.NaN, 0, -1, 1.5, Infinity]],
  ["backOff baseMs", (baseMs) => backOff({ baseMs }), [Number.NaN, -1]],
  ["backOff factor", (factor) => backOff({ factor }), [Number.NaN, 0.5, -2, Infinity]],
  ["backOff maxMs", (maxMs) => backOff({ maxMs }), [Number.NaN, -1]],
  ["backOff jitter", (jitter) => backOff({ jitter }), [Number.NaN, -0.1, 1.1, Infinity]],
  ["backOff retries", (retries) => backOff({ retries }), [Number.NaN, -1, 2.5, -Infinity]],
  ["backOff seed", (seed) => backOff({ seed }), [Number.NaN, 1.5, Infinity]],
  ["retry withinMs", (withinMs) => retry(never, { withinMs }), [Number.NaN, -1, -Infinity]],
  ["retry delays", (delay) => retry(fails, { delays: [delay] }), [Number.NaN, -1]],
  ["retry delayAfter", (delay) => retry(fails, { delays: [0], delayAfter: () => delay }), [Number.NaN, -1]],
  ["Semaphore permits", (permits) => new Semaphore(permits), [Number.NaN, 0, -1, 1.5, Infinity]],
  ["Semaphore.resize() permits", resized, [Number.NaN, 0, -1, 1.5, Infinity]],
  ["RateLimit limit", (limit) => new RateLimit(limit, 1), [Number.NaN, 0, -1, 1.5, Infinity]],
  ["RateLimit intervalMs", (ms) => new RateLimit(1, ms), [Number.NaN, 0, -1, 2_147_483_648, Infinity]],
  ["shutdown graceMs", (graceMs) => new Service().shutdown({ graceMs }), [Number.NaN, -1, 2_147_483_648]],
];
/** The same with values at the bounds, which are taken. */
const atBounds: typeof options = [
  ["boundedMap limit", (limit) => boundedMap([1], limit, () => 1), [1, Infinity]],
  ["boundedMap readAhead", (readAhead) => boundedMap([1], 1, () => 1, { readAhead }), [0]],
  ["deadline deadlineMs", (ms) => deadline((signal) => signal.aborted, ms), [0, 2_147_483_647, Infinity]],
  ["BoundedQueue bound", (bound) => new BoundedQueue(bound), [1, Number.MAX_SAFE_INTEGER]],
  ["backOff baseMs", (baseMs) => backOff({ baseMs }), [0, Infinity]],
  ["backOff factor", (factor) => backOff({ factor }), [1, Number.MAX_VALUE]],
  ["backOff maxMs", (maxMs) => backOff({ maxMs }), [0, Infinity]],
  ["backOff jitter", (jitter) => backOff({ jitter }), [0, 1]],
  ["backOff retries", (retries) => backOff({ retries }), [0, Infinity]],
  ["backOff seed", (seed) => backOff({ seed }), [-Number.MAX_SAFE_INTEGER, 0, -1, Number.MAX_SAFE_INTEGER]],
  ["retry withinMs", (withinMs) => retry(() => 1, { withinMs }), [0, Infinity]],
  ["Semaphore permits", (permits) => new Semaphore(permits), [1, Number.MAX_SAFE_INTEGER]],
  ["Semaphore.resize() permits", resized, [1, Number.MAX_SAFE_INTEGER]],
  ["RateLimit limit", (limit) => new RateLimit(limit, 1), [1, Number.MAX_SAFE_INTEGER]],
  ["RateLimit intervalMs", (ms) => new RateLimit(1, ms), [Number.MIN_VALUE, 2_147_483_647]],
];
const otherKinds: readonly Any[] = ["4", null, true, {}, [3], 4n, Symbol("4")];

function fails(): never {
  throw new SyntaxError("the attempt");
}

describe("options", () => {
  const outOfBounds = options.flatMap(([name, give, values]) =>
    values.map((value) => ({ name, give, value })),
  );
  it.each(outOfBounds)("$name refuses $value, out of bounds", async ({ give, value }) => {
    await expect((async () => give(value))()).rejects.toThrow(RangeError);
  });

  const inBounds = atBounds.flatMap(([name, give, values]) => values.map((value) => ({ name, give, value })));
  it.each(inBounds)("$name takes $value, at its bound", async ({ give, value }) => {
    await give(value);
  });

  const wrongKinds = options.flatMap(([name, give]) => otherKinds.map((value) => ({ name, give, value })));
  it.each(wrongKinds)("$name refuses $value, of another kind", async ({ give, value }) => {
    await expect((async () => give(value))()).rejects.toThrow(TypeError);
  });

  it.each(["stop", "", null, 1])("boundedMap onFailure refuses %s", async (onFailure: Any) => {
    await expect(boundedMap([1], 1, never, { onFailure })).rejects.toThrow(TypeError);
  });

  it("a pool of no resources is refused", () => {
    expect(() => new ResourcePool([])).toThrow(RangeError);
  });

  it.each([5, {}, null])("retry delays refuses %s, which is not iterable", async (delays: Any) => {
    await expect(retry(never, { delays })).rejects.toThrow("Cannot retry with these delays");
  });
});
