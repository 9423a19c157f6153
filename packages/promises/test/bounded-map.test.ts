import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed, stageUnder, tasksInput } from "@byturns/schedules/inputs";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { boundedMap as spec } from "@byturns/spec/bounded-map";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedMap, playBoundedMap } from "../src/bounded-map.ts";

const cast = { model: "promises", threads: 1 };
const input = fc.record({
  tasks: tasksInput(7),
  limit: fc.integer({ min: 1, max: 4 }),
  onFailure: fc.constantFrom("cancel" as const, "await" as const),
});

describe("playBoundedMap()", () => {
  it(
    "keeps its spec on every schedule",
    () =>
      fc.assert(
        fc.asyncProperty(input, scheduleSeed, async (input, seed) => {
          const output = await inVirtualTime(seed, (schedule) => playBoundedMap(input, stageUnder(schedule)));
          expect(spec.check(input, output, cast)).toEqual([]);
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );
});

describe("boundedMap()", () => {
  it(
    "cleans up once, goes on only when nothing runs, and begins nothing afterwards, wherever it is cancelled",
    () =>
      fc.assert(
        fc.asyncProperty(
          input,
          fc.nat(8),
          fc.boolean(),
          scheduleSeed,
          async (input, cancelMs, hears, seed) => {
            const { tasks, limit, onFailure } = input;
            await inVirtualTime(seed, async (schedule) => {
              const reason = new Error("enough");
              const { signal } = schedule.signal(cancelMs, reason);
              const counts = { begun: 0, cleaned: 0 };
              const mapped = boundedMap(
                tasks,
                limit,
                async ({ pauseMs, value, fails }, _index, signal) => {
                  counts.begun += 1;
                  try {
                    await pause(pauseMs, undefined, hears ? { signal } : {});
                    await schedule.shuffle();
                    if (fails) throw new RangeError("failed");
                    return value;
                  } finally {
                    await schedule.shuffle();
                    counts.cleaned += 1;
                  }
                },
                { signal, onFailure },
              );
              const error = await mapped.then(
                () => undefined,
                (error: Error) => error,
              );
              const atSettling = { ...counts };
              expect(atSettling.cleaned).toBe(atSettling.begun);
              if (error !== undefined) expect(error === reason || error instanceof RangeError).toBe(true);
              else expect(atSettling.begun).toBe(tasks.length);
              await pause(20);
              expect(counts).toEqual(atSettling);
            });
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("rejects at once, and begins nothing, when its signal is aborted already", async () => {
    const begun: number[] = [];
    const mapped = boundedMap([1], 1, (item) => begun.push(item), { signal: AbortSignal.abort("no") });
    await expect(mapped).rejects.toBe("no");
    expect(begun).toEqual([]);
  });

  it("takes items only when one can be started, and closes the generator when it ends early", async () => {
    const taken: number[] = [];
    let closed = 0;
    function* items() {
      try {
        for (let i = 0; ; i++) {
          taken.push(i);
          yield i;
        }
      } finally {
        closed += 1;
      }
    }
    const mapped = boundedMap(items(), 2, async (item) => {
      await null;
      if (item === 3) throw new Error("three");
    });
    await expect(mapped).rejects.toThrow("three");
    expect(taken.length).toBeLessThanOrEqual(6);
    expect(closed).toBe(1);
  });

  it("keeps the failure of a task that throws before it returns a promise, and of an iterator", async () => {
    const fail = (what: string) => () => {
      throw new Error(what);
    };
    await expect(boundedMap([1, 2], 2, fail("task"))).rejects.toThrow("task");
    const broken = { [Symbol.iterator]: () => ({ next: fail("iterator") }) } as Iterable<number>;
    await expect(boundedMap(broken, 2, (item) => item)).rejects.toThrow("iterator");
  });

  it.each([0, -1, 1.5, Number.NaN])("throws RangeError for a limit of %s", async (limit) => {
    await expect(boundedMap([], limit, () => 1)).rejects.toThrow(
      `Cannot run ${limit} tasks at once: limit must be an integer >= 1, or Infinity`,
    );
  });

  it("starts all at once with a limit of Infinity", async () => {
    let running = 0;
    const task = async () => {
      running += 1;
      await null;
      return running;
    };
    expect(await boundedMap([1, 2, 3], Infinity, task)).toEqual([3, 3, 3]);
  });
});
