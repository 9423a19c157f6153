import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { type Retry, retryInput, retryProperties } from "@byturns/schedules/properties/retry";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { retry as spec } from "@byturns/spec/retry";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runRetry } from "../src/retry.example.ts";
import { backOff, retry } from "../src/retry.ts";

describe("runRetry()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runRetry, retryInput),
    schedulesTimeoutMs(),
  );
});

describe("retry()", () => {
  const tryAgain: Retry = (task, { withinMs, ...policy }, { signal, retryIf, onRetry }) =>
    retry(task, { delays: backOff(policy), withinMs: withinMs ?? Infinity, signal, retryIf, onRetry });

  it.each(retryProperties(tryAgain).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
    schedulesTimeoutMs(),
  );

  it(
    "begins no attempt too early, none after its time, and none once it has settled",
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(4), { maxLength: 5 }),
          fc.nat(12),
          fc.oneof(fc.constant(null), fc.nat(12)),
          scheduleSeed,
          (delays, withinMs, cancelMs, seed) =>
            inVirtualTime(seed, async (schedule) => {
              const { signal } = schedule.signal(cancelMs ?? undefined, "enough");
              const begun: number[] = [];
              const tried = retry(
                async (attempt) => {
                  begun.push(schedule.nowMs());
                  expect(attempt).toBe(begun.length);
                  await pause(1);
                  await schedule.shuffle();
                  throw new RangeError(`attempt ${attempt}`);
                },
                { delays, withinMs, signal },
              );
              const error = await tried.catch((error: unknown) => error);
              if (error !== "enough") {
                expect(error).toEqual(new RangeError(`attempt ${begun.length}`));
                const next = schedule.nowMs() + (delays[begun.length - 1] ?? Infinity);
                if (!signal.aborted) expect(next).toBeGreaterThan(withinMs);
              }
              const due = begun.map((_, i) => delays.slice(0, i).reduce((sum, ms) => sum + ms + 1, 0));
              expect(begun).toEqual(due);
              for (const atMs of begun) expect(atMs).toBeLessThanOrEqual(withinMs);
              const count = begun.length;
              await pause(20);
              expect(begun.length).toBe(count);
            }),
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("waits as long as asked, longer than a timer can, and no longer once canceled", async () => {
    const longMs = 2 ** 31 + 5;
    const begun = (cancelMs?: number) =>
      inVirtualTime(1, async (schedule) => {
        const { signal } = schedule.signal(cancelMs, "enough");
        const atMs: number[] = [];
        const task = () => {
          atMs.push(schedule.nowMs());
          throw new RangeError("again");
        };
        const error = await retry(task, { delays: [longMs, Infinity], signal }).catch(
          (error: unknown) => error,
        );
        expect(error).toBe("enough");
        return [...atMs, schedule.nowMs()];
      });
    expect(await begun(longMs - 3)).toEqual([0, longMs - 3]);
    expect(await begun(longMs + 3)).toEqual([0, longMs, longMs + 3]);
  });

  it("tries again only what may be tried again", async () => {
    let attempts = 0;
    const tried = retry(
      () => {
        attempts += 1;
        throw attempts === 1 ? new RangeError("again") : new TypeError("never");
      },
      { delays: [0, 0, 0], retryIf: (error) => error instanceof RangeError },
    );
    await expect(tried).rejects.toThrow("never");
    expect(attempts).toBe(2);
  });

  it("begins nothing when its signal is already aborted", async () => {
    const signal = AbortSignal.abort("no");
    await expect(retry(() => expect.unreachable(), { signal })).rejects.toBe("no");
  });
});

describe("backOff()", () => {
  it("stays within its bounds, and repeats itself from the same seed", () => {
    const options = fc.record({
      baseMs: fc.nat(100),
      factor: fc.double({ min: 1, max: 4, noNaN: true }),
      maxMs: fc.nat(1_000),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.integer(),
      retries: fc.nat(8),
    });
    fc.assert(
      fc.property(options, (options) => {
        const delays = Array.from(backOff(options));
        expect(delays.length).toBe(options.retries);
        expect(Array.from(backOff(options))).toEqual(delays);
        let fullMs = options.baseMs;
        for (const delayMs of delays) {
          const mostMs = Math.min(fullMs, options.maxMs);
          expect(delayMs).toBeLessThanOrEqual(mostMs);
          expect(delayMs).toBeGreaterThanOrEqual(mostMs * (1 - options.jitter) - 1e-9);
          fullMs *= options.factor;
        }
      }),
    );
  });

  it("draws other delays each time without a seed", () => {
    expect(Array.from(backOff())).not.toEqual(Array.from(backOff()));
  });

  it.each([
    ["baseMs", -1, "0 to Infinity"],
    ["factor", 0.5, `1 to ${Number.MAX_VALUE}`],
    ["factor", Infinity, `1 to ${Number.MAX_VALUE}`],
    ["jitter", 2, "0 to 1"],
    ["retries", Number.NaN, "0 to Infinity"],
  ])("throws RangeError for %s %s", (name, value, bounds) => {
    expect(() => backOff({ [name]: value })).toThrow(
      new RangeError(`Cannot back off with ${name} ${value}: ${name} must be from ${bounds}`),
    );
  });
});
