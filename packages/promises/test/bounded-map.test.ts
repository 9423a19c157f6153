import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { boundedMapInput, boundedMapProperties } from "@byturns/schedules/properties/bounded-map";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { boundedMap as spec } from "@byturns/spec/bounded-map";
import { describe, expect, it } from "vitest";
import { runBoundedMap } from "../src/bounded-map.example.ts";
import { boundedMap } from "../src/bounded-map.ts";

describe("runBoundedMap()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runBoundedMap, boundedMapInput),
    schedulesTimeoutMs(),
  );
});

describe("boundedMap()", () => {
  it.each(boundedMapProperties(boundedMap).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
    schedulesTimeoutMs(),
  );

  it("rejects at once, and begins nothing, when its signal is already aborted", async () => {
    const begun: number[] = [];
    const mapped = boundedMap([1], 1, (item) => begun.push(item), { signal: AbortSignal.abort("no") });
    await expect(mapped).rejects.toBe("no");
    expect(begun).toEqual([]);
  });

  it("takes items only when a task can start, and closes the generator when it ends early", async () => {
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
