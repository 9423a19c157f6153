import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { describe, expect, it } from "vitest";
import { boundedMap } from "../src/bounded-map.ts";
import { BoundedQueue } from "../src/bounded-queue.ts";
import { deadline } from "../src/deadline.ts";
import { Service } from "../src/graceful-shutdown.ts";
import { RateLimit } from "../src/rate-limit.ts";
import { backOff, retry } from "../src/retry.ts";
import { ResourcePool, Semaphore } from "../src/semaphore-pool.ts";

/** Values out of bounds, and values of the wrong kind. */
type Wrong = readonly [range: readonly unknown[], kind: readonly unknown[]];
type Use = (value: never) => unknown;

const notNumbers = ["1", null, {}, 1n] as const;
const failing = (attempt: number) => Effect.fail(attempt);
const mapOne = (limit: never, options?: object) => boundedMap([1], limit, Effect.succeed, options);

/** Every option and bounded argument of every helper, used with a value that is wrong. */
const table: Readonly<Record<string, readonly [Use, Wrong]>> = {
  "boundedMap items": [(items) => boundedMap(items, 1, Effect.succeed), [[], [1, null, undefined, {}]]],
  "boundedMap limit": [(limit) => mapOne(limit), [[0, -1, 1.5, Number.NaN, -Infinity], notNumbers]],
  "boundedMap onFailure": [(onFailure) => mapOne(1 as never, { onFailure }), [["later", "", null], []]],
  "boundedMap readAhead": [
    (readAhead) => mapOne(1 as never, { readAhead }),
    [[-1, 0.5, Number.NaN, Infinity], notNumbers],
  ],
  "BoundedQueue bound": [
    (bound) => BoundedQueue.make(bound),
    [[0, -1, 1.5, Number.NaN, Infinity], notNumbers],
  ],
  "deadline deadlineMs": [(ms) => deadline(Effect.void, ms), [[-1, Number.NaN, -Infinity], notNumbers]],
  "Semaphore permits": [
    (permits) => new Semaphore(permits),
    [[0, -1, 1.5, Number.NaN, Infinity], notNumbers],
  ],
  "Semaphore.resize permits": [
    (permits) => new Semaphore(1).resize(permits),
    [[0, -1, 1.5, Number.NaN, Infinity], notNumbers],
  ],
  "ResourcePool resources": [(all) => Effect.scoped(ResourcePool.make(all)), [[[]], [1, null]]],
  "RateLimit limit": [(limit) => new RateLimit(limit, 1), [[0, -1, 1.5, Number.NaN, Infinity], notNumbers]],
  "RateLimit intervalMs": [
    (intervalMs) => new RateLimit(1, intervalMs),
    [[0, -1, Number.NaN, Infinity, 2 ** 31], notNumbers],
  ],
  "shutdown graceMs": [
    (graceMs) => new Service().shutdown({ graceMs }),
    [[-1, Number.NaN, 2 ** 31, -Infinity], notNumbers],
  ],
  "backOff baseMs": [(baseMs) => backOff({ baseMs }), [[-1, Number.NaN], notNumbers]],
  "backOff factor": [(factor) => backOff({ factor }), [[0.5, -1, Number.NaN, Infinity], notNumbers]],
  "backOff maxMs": [(maxMs) => backOff({ maxMs }), [[-1, Number.NaN], notNumbers]],
  "backOff jitter": [(jitter) => backOff({ jitter }), [[-0.1, 1.1, Number.NaN], notNumbers]],
  "backOff retries": [(retries) => backOff({ retries }), [[-1, 2.5, Number.NaN], notNumbers]],
  "backOff seed": [(seed) => backOff({ seed }), [[0.5, Number.NaN, Infinity], notNumbers]],
  "retry withinMs": [(withinMs) => retry(failing, { withinMs }), [[-1, Number.NaN, -Infinity], notNumbers]],
  "retry delays": [(delays) => retry(failing, { delays }), [[], [1, null, {}]]],
  "retry a delay": [(delay) => retry(failing, { delays: [delay] }), [[-1, Number.NaN], notNumbers]],
  "retry delayAfter": [(delayAfter) => retry(failing, { delays: [1], delayAfter }), [[], [1, "1", {}]]],
  "retry a delay of delayAfter": [
    (delay) => retry(failing, { delays: [1], delayAfter: () => delay }),
    [[-1, Number.NaN], notNumbers],
  ],
  "retry retryIf": [(retryIf) => retry(failing, { retryIf }), [[], [1, null, "true"]]],
  "retry onRetry": [(onRetry) => retry(failing, { onRetry }), [[], [1, "log"]]],
};

describe("options", () => {
  const rows = Object.entries(table).flatMap(([what, [use, [range, kind]]]) => [
    ...range.map((value) => [what, value, use, RangeError] as const),
    ...kind.map((value) => [what, value, use, TypeError] as const),
  ]);

  it.each(rows)("%s: %o is refused", (what, value, use, expected) => {
    const error = defectOf(() => use(value as never));
    expect(error, what).toBeInstanceOf(expected);
    // Names the wrong value, and what would be right.
    expect((error as Error).message, what).toContain(Array.isArray(value) ? "0" : String(value));
    expect((error as Error).message, what).toMatch(/: .+ must be /);
  });

  it("are accepted at their bounds", () => {
    const right: readonly (() => unknown)[] = [
      () => boundedMap(new Set([1]), Infinity, Effect.succeed, { onFailure: "await", readAhead: 3 }),
      () => deadline(Effect.void, Infinity),
      () => boundedMap([1], 1, Effect.succeed, { readAhead: 0 }),
      () => BoundedQueue.make(1),
      () => new Semaphore(1).resize(1),
      () => deadline(Effect.void, 1),
      () => deadline(Effect.never, 0).pipe(Effect.exit),
      () => new RateLimit(1, 0.5).run(Effect.void),
      () => new RateLimit(1, 2 ** 31 - 1).run(Effect.void),
      () => new Service().shutdown({ graceMs: Infinity }),
      () => retry(Effect.succeed, { withinMs: 0, delays: [] }),
      () => Array.from(backOff({ baseMs: 0, factor: 1, maxMs: 0, jitter: 0, retries: 0, seed: -1 })),
      () => backOff({ factor: Number.MAX_VALUE, jitter: 1, retries: Infinity, maxMs: Infinity }),
      () => [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER].map((seed) => backOff({ seed })),
    ];
    for (const use of right) expect(defectOf(use)).toBeUndefined();
  });
});

/** What a call throws, or its effect dies of. */
function defectOf(use: () => unknown): unknown {
  try {
    const used = use();
    if (!Effect.isEffect(used)) return undefined;
    const exit = withFiberSchedule(2, () => used as Effect.Effect<unknown>);
    return Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined;
  } catch (error) {
    return error;
  }
}
