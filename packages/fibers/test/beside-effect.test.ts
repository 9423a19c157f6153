// The README's claims about Effect's own modules: why an example's contract differs from theirs.
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import * as RateLimiter from "effect/persistence/RateLimiter";
import * as RcMap from "effect/RcMap";
import { describe, expect, it } from "vitest";
import { RateLimit } from "../src/rate-limit.ts";
import { SingleFlight } from "../src/single-flight.ts";

describe("RcMap, beside SingleFlight", () => {
  /** Has a caller leave, and another come while the call that was left cleans up; returns the most calls at one time. */
  const callsAtOnce = (share: (call: Effect.Effect<void>) => Effect.Effect<void>) =>
    Effect.gen(function* () {
      let running = 0;
      let peak = 0;
      const call = Effect.acquireUseRelease(
        Effect.sync(() => {
          peak = Math.max(peak, ++running);
        }),
        () => Effect.sleep(10),
        () =>
          Effect.delay(
            Effect.sync(() => void running--),
            5,
          ),
      );
      const shared = share(call);
      const first = yield* Effect.forkChild(shared);
      yield* Effect.sleep(1);
      yield* Effect.forkChild(Fiber.interrupt(first));
      yield* Effect.sleep(1);
      yield* shared;
      return peak;
    });

  it("makes a second call of a key while the first, which its callers have left, still cleans up", () => {
    const program = Effect.gen(function* () {
      let call: Effect.Effect<void> = Effect.void;
      const map = yield* RcMap.make({ lookup: (_key: string) => call });
      return yield* callsAtOnce((made) => {
        call = made;
        return Effect.scoped(RcMap.get(map, "key"));
      });
    });
    expect(withFiberSchedule(1, () => Effect.scoped(program))).toEqual(Exit.succeed(2));
  });

  it("is handled by SingleFlight, which waits for that end", () => {
    const flights = new SingleFlight<string, void>();
    const program = callsAtOnce((call) => flights.run("key", call));
    expect(withFiberSchedule(1, () => program)).toEqual(Exit.succeed(1));
  });
});

describe("RateLimiter, beside RateLimit", () => {
  const limit = 4;
  const windowMs = 100;
  /** The most starts in any window, of twelve tasks of which the first comes 90 ms before the others. */
  const mostInAnyWindow = (limited: <A>(task: Effect.Effect<A>) => Effect.Effect<A, unknown>) =>
    Effect.clockWith((clock) =>
      Effect.gen(function* () {
        const startsMs: number[] = [];
        const start = Effect.sync(() => startsMs.push(Number(clock.monotonicTimeNanosUnsafe()) / 1e6));
        yield* limited(start);
        yield* Effect.sleep(90);
        yield* Effect.forEach(Array.from({ length: 11 }), () => limited(start), { concurrency: "unbounded" });
        return Math.max(
          ...startsMs.map((fromMs) => startsMs.filter((ms) => ms >= fromMs && ms < fromMs + windowMs).length),
        );
      }),
    );

  it.each(["fixed-window", "token-bucket"] as const)(
    "starts more than the limit in a window (%s)",
    async (algorithm) => {
      const program = Effect.gen(function* () {
        const withLimiter = yield* RateLimiter.makeWithRateLimiter;
        const options = { key: "k", limit, window: windowMs, onExceeded: "delay", algorithm } as const;
        return yield* mostInAnyWindow((task) => withLimiter(options)(task));
      }).pipe(Effect.provide(RateLimiter.layer), Effect.provide(RateLimiter.layerStoreMemory));
      // A seed of which the time of day does not jump: the limiter's store follows it.
      const exits = [1, 2, 3, 4, 5, 6].map((seed) => withFiberSchedule(seed, () => program));
      expect(exits.some((exit) => Exit.isSuccess(exit) && exit.value > limit)).toBe(true);
    },
  );

  it("differs from RateLimit, which never exceeds it", () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const rate = new RateLimit(limit, windowMs);
      expect(withFiberSchedule(seed, () => mostInAnyWindow((task) => rate.run(task)))).toEqual(
        Exit.succeed(limit),
      );
    }
  });
});
