import { setTimeout as pause } from "node:timers/promises";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Latch from "effect/Latch";
import { describe, expect, it } from "vitest";
import { withFiberSchedule } from "../src/seeded-fibers.ts";
import { LeftBehind, Stuck } from "../src/timeline.ts";
import { inVirtualTime, type Schedule } from "../src/virtual-time.ts";

const seeds = Array.from({ length: 50 }, (_, seed) => seed);
const distinct = (traces: readonly string[]) => new Set(traces).size;

describe("inVirtualTime()", () => {
  const trace = (seed: number) =>
    inVirtualTime(seed, async (schedule) => {
      const seen: string[] = [];
      const task = async (name: string, delayMs: number) => {
        await pause(delayMs);
        await schedule.shuffle();
        seen.push(`${name}@${schedule.nowMs()}`);
      };
      await Promise.all([task("a", 1), task("b", 1), task("c", 1), task("d", 2)]);
      return seen.join(" ");
    });

  it("lets hours pass at once, on every clock", async () => {
    const clocks = await inVirtualTime(1, async (schedule) => {
      await new Promise((resolve) => setTimeout(resolve, 3_600_000));
      await pause(400);
      return [schedule.nowMs(), performance.now()];
    });
    expect(clocks).toEqual([3_600_400, 3_600_400]);
  });

  it("replays a schedule from its seed, and tries many orders of what is due together", async () => {
    const once = await inOrder(seeds, trace);
    expect(await inOrder(seeds, trace)).toEqual(once);
    expect(distinct(once)).toBeGreaterThan(5);
    for (const seen of once) expect(seen).toMatch(/d@2$/);
  });

  it("throws Stuck when nothing is left that could wake the program", async () => {
    await expect(inVirtualTime(1, () => new Promise(() => {}))).rejects.toThrow(Stuck);
  });

  it("throws LeftBehind for a timer and for a listener", async () => {
    const timer = async () => void setTimeout(() => {}, 1);
    await expect(inVirtualTime(1, timer)).rejects.toThrow(LeftBehind);
    const listener = async (schedule: Schedule) => {
      schedule.signal().signal.addEventListener("abort", () => {});
    };
    await expect(inVirtualTime(1, listener)).rejects.toThrow("1 listeners");
  });

  it("aborts a signal when it is due, and a pause with it", async () => {
    const seen = await inVirtualTime(1, async (schedule) => {
      const reason = new Error("enough");
      const { signal } = schedule.signal(5, reason);
      const error = await pause(10, undefined, { signal }).catch((error: Error) => error);
      return [schedule.nowMs(), (error as Error).name, (error as Error).cause === reason];
    });
    expect(seen).toEqual([5, "AbortError", true]);
  });

  it("refuses a second program, and gives the real timers back", async () => {
    const two = inVirtualTime(1, () => inVirtualTime(2, async () => 1));
    await expect(two).rejects.toThrow(TypeError);
    await expect(new Promise((resolve) => setTimeout(resolve, 0, "real"))).resolves.toBe("real");
  });
});

describe("withFiberSchedule()", () => {
  const trace = (seed: number) => {
    const seen: string[] = [];
    const task = Effect.fnUntraced(function* (name: string) {
      seen.push(`${name}1`);
      yield* Effect.sleep(1);
      // Monotonic: the time of day jumps in some schedules.
      seen.push(`${name}2@${yield* Clock.monotonicTimeNanos}`);
    });
    const exit = withFiberSchedule(seed, () =>
      Effect.forEach(["a", "b", "c"], task, { concurrency: "unbounded", discard: true }),
    );
    expect(Exit.isSuccess(exit)).toBe(true);
    return seen.join(" ");
  };

  it("replays a schedule from its seed, and tries every wake-up order", () => {
    const once = seeds.map(trace);
    expect(seeds.map(trace)).toEqual(once);
    expect(distinct(once)).toBe(6);
    for (const seen of once) expect(seen).toMatch(/c2@1000000\b/);
  });

  it("finds the lost update of fibers that read, yield and write", () => {
    const counts = seeds.map((seed) => {
      let count = 0;
      const add = Effect.flatMap(
        Effect.sync(() => count),
        (read) =>
          Effect.sync(() => {
            count = read + 1;
          }),
      );
      withFiberSchedule(seed, () => Effect.all([add, add], { concurrency: 2 }));
      return count;
    });
    expect(counts).toContain(1);
    expect(counts).toContain(2);
  });

  it("throws Stuck when nothing is left that could wake the program, and when it never ends", () => {
    expect(() => withFiberSchedule(1, () => Latch.makeUnsafe().await)).toThrow(Stuck);
    expect(() => withFiberSchedule(1, () => Effect.forever(Effect.yieldNow))).toThrow("has not ended");
  });

  it("throws LeftBehind for a fiber that still sleeps", () => {
    expect(() => withFiberSchedule(1, () => Effect.forkDetach(Effect.sleep(1)))).toThrow(LeftBehind);
  });

  it("has a time of day that jumps in some schedules, and never moves the timers", () => {
    const elapsed = (seed: number) => {
      const program = Effect.clockWith((clock) =>
        Effect.gen(function* () {
          const [dayMs, ns] = [clock.currentTimeMillisUnsafe(), clock.monotonicTimeNanosUnsafe()];
          yield* Effect.sleep(5);
          const tookMs = Number(clock.monotonicTimeNanosUnsafe() - ns) / 1e6;
          return { tookMs, dayMs: clock.currentTimeMillisUnsafe() - dayMs };
        }),
      );
      const exit = withFiberSchedule(seed, () => program);
      if (!Exit.isSuccess(exit)) throw new Error(`Ended with ${exit}`);
      return exit.value;
    };
    const all = seeds.map(elapsed);
    expect(all.every(({ tookMs }) => tookMs === 5)).toBe(true);
    expect(all.some(({ dayMs }) => dayMs === 5)).toBe(true);
    expect(all.some(({ dayMs }) => dayMs < -60_000)).toBe(true);
    expect(all.some(({ dayMs }) => dayMs > 60_000)).toBe(true);
    expect(seeds.map(elapsed)).toEqual(all);
  });

  it("calls from outside when it is due", () => {
    const exit = withFiberSchedule(1, (schedule) =>
      Effect.callback<number>((resume) => {
        schedule.at(5, () => resume(Effect.succeed(schedule.nowMs())));
      }),
    );
    expect(exit).toEqual(Exit.succeed(5));
  });
});

async function inOrder<A, B>(items: readonly A[], task: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}
