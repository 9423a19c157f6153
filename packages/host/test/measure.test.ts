import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { maxSamples, measure } from "../src/measure.ts";
import { Outputs } from "../src/outputs.ts";
import { quantile } from "../src/quantile.ts";

/** A clock that moves only when advanced, and by a thousandth of a millisecond at each reading. */
let nowMs = 0;
const readMs = 0.001;
beforeEach(() => {
  nowMs = 1_000;
  vi.spyOn(performance, "now").mockImplementation(() => (nowMs += readMs));
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** An openExample whose n-th call takes `ofCall(n)` milliseconds and returns n. */
function actOf(ofCall: (call: number) => number) {
  let calls = 0;
  return {
    calls: () => calls,
    run: async () => {
      nowMs += ofCall(calls);
      return calls++;
    },
  };
}

const garbage = () => {
  let times = 0;
  return { collectGarbage: () => void times++, times: () => times };
};

describe("measure()", () => {
  it("reads after the first call before any other is made, and the loop's delay only while it warms up", async () => {
    const openExample = actOf(() => 10);
    let callsThen = 0;
    const afterFirstCall = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      callsThen = openExample.calls();
    };
    const how = { batch: 1, warmUpMs: 35, measureMs: 25, afterFirstCall, monitorsLoop: true };
    const { loopDelay, calls } = await measure(openExample, {}, how, new Outputs(), garbage());
    expect(callsThen).toBe(1);
    // Two of the three calls of warm-up kept the timer waiting alone, late by a call except its own millisecond; the last
    // was made as those that are timed.
    expect(loopDelay?.beats).toBe(2 * 9 + 2);
    expect(loopDelay?.maxMs).toBeCloseTo(9, 0);
    expect(openExample.calls()).toBe(1 + 3 + calls);
  });

  it("waits for a call that returns something to wait for, and for no other", async () => {
    const turnsBetween = async (value: (turns: number) => unknown) => {
      let turns = 0;
      const seen: number[] = [];
      const run = () => {
        seen.push(turns);
        queueMicrotask(() => turns++);
        nowMs += 1;
        return value(turns);
      };
      const how = { batch: 3, warmUpMs: 1, measureMs: 1 };
      await measure({ run } as never, {}, how, new Outputs(), garbage());
      const timed = seen.slice(-3);
      return timed.map((at) => at - (timed[0] ?? 0));
    };
    expect(await turnsBetween((turns) => turns)).toEqual([0, 0, 0]);
    expect(await turnsBetween(async (turns) => turns)).toEqual([0, 1, 2]);
    // biome-ignore lint/suspicious/noThenProperty: what is waited for need not be a promise.
    const thenable = (turns: number) => ({ then: (settle: (value: number) => void) => settle(turns) });
    expect(await turnsBetween(thenable)).toEqual([0, 1, 2]);
  });

  it("makes one call under the monitor if the first took all of the warm-up, and none if it took four times as long", async () => {
    const measureOnce = async (callMs: number) => {
      const openExample = actOf(() => callMs);
      const how = { batch: 1, warmUpMs: 20, measureMs: 1, monitorsLoop: true };
      const { loopDelay } = await measure(openExample, {}, how, new Outputs(), garbage());
      return [openExample.calls(), loopDelay !== undefined];
    };
    expect(await measureOnce(30)).toEqual([3, true]);
    expect(await measureOnce(100)).toEqual([2, false]);
  });

  it("calls once, and times that call, when it has no time", async () => {
    const openExample = actOf(() => 5);
    const outputs = new Outputs();
    const how = { batch: 1, warmUpMs: 0, measureMs: 0 };
    const { wall, calls, firstCallMs } = await measure(openExample, {}, how, outputs, garbage());
    expect(openExample.calls()).toBe(1);
    expect(calls).toBe(1);
    expect(wall.samplesMs).toEqual([expect.closeTo(5, 2)]);
    const longer = { batch: 1, warmUpMs: 50, measureMs: 5 };
    const unasked = await measure(
      actOf(() => 5),
      {},
      longer,
      new Outputs(),
      garbage(),
    );
    expect("loopDelay" in unasked).toBe(false);
    expect(firstCallMs).toBeCloseTo(wall.medianMs, 2);
    expect(outputs.values()).toEqual([0]);
    expect(outputs.measuredCalls()).toEqual([1]);
  });

  it("adds the usage of an openExample's other processes while its calls were timed, and not before", async () => {
    const used = { rssBytes: 0, peakRssBytes: 0 };
    let readings = 0;
    const openExample = {
      ...actOf(() => 10),
      elsewhere: async () => {
        const times = ++readings;
        const switches = { voluntarySwitches: 1e6 * times, involuntarySwitches: 2e6 * times };
        return { ...used, ...switches, userUs: 1e9 * times, systemUs: 5e8 * times };
      },
    };
    const how = { batch: 1, warmUpMs: 50, measureMs: 45 };
    const measured = await measure(openExample, {}, how, new Outputs(), garbage());
    const { calls, cpuUserMs, cpuSystemMs } = measured;
    if (measured.voluntarySwitches !== undefined) {
      expect(Math.round((measured.voluntarySwitches * calls) / 1e6)).toBe(1);
      expect(Math.round(((measured.involuntarySwitches ?? 0) * calls) / 1e6)).toBe(2);
    }
    expect(readings).toBe(2);
    expect(cpuUserMs * calls).toBeGreaterThanOrEqual(1e6);
    expect(cpuUserMs * calls).toBeLessThan(1.5e6);
    expect(cpuSystemMs * calls).toBeGreaterThanOrEqual(5e5);
    expect(cpuSystemMs * calls).toBeLessThan(7e5);
  });

  it("reads the CPU time around every long batch, and around short ones once a millisecond", async () => {
    const seen = process.resourceUsage();
    let readings = 0;
    vi.spyOn(process, "resourceUsage").mockImplementation(() => {
      readings += 1;
      // A process that always computes.
      return { ...seen, userCPUTime: nowMs * 1_000, systemCPUTime: 0 };
    });
    const measured = async (callMs: number) => {
      readings = 0;
      const how = { batch: 4, warmUpMs: 1, measureMs: 40 };
      const { calls, cpuUserMs } = await measure(
        actOf(() => callMs),
        {},
        how,
        new Outputs(),
        garbage(),
      );
      expect(cpuUserMs / callMs).toBeCloseTo(1, 1);
      return { batches: calls / how.batch, readings };
    };
    const long = await measured(1);
    expect(long.readings).toBeGreaterThanOrEqual(2 * long.batches);
    const short = await measured(0.05);
    expect(short.batches).toBeGreaterThan(150);
    expect(short.readings).toBeLessThan(100);
  });

  it("counts no CPU time of calls that were not timed, and nothing of processes that are gone", async () => {
    let readings = 0;
    const openExample = {
      run: async () => {
        const { user } = process.cpuUsage();
        // Only the first call, which is not timed, computes.
        if (nowMs < 1_001) while (process.cpuUsage().user - user < 100_000);
        nowMs += 10;
      },
      elsewhere: async () => {
        const none = { rssBytes: 0, peakRssBytes: 0, voluntarySwitches: 0, involuntarySwitches: 0 };
        return readings++ === 0 ? { ...none, userUs: 1, systemUs: 1 } : undefined;
      },
    };
    const how = { batch: 1, warmUpMs: 1, measureMs: 5 };
    const { calls, cpuUserMs } = await measure(openExample as never, {}, how, new Outputs(), garbage());
    expect(readings).toBe(2);
    expect(cpuUserMs * calls).toBeLessThan(50);
  });

  it("times the first call alone, including in a batch that is called once", async () => {
    const openExample = actOf((call) => (call === 0 ? 40 : 10));
    const how = { batch: 4, warmUpMs: 0, measureMs: 0 };
    const { wall, calls, firstCallMs } = await measure(openExample, {}, how, new Outputs(), garbage());
    expect(calls).toBe(4);
    expect(firstCallMs).toBeCloseTo(40, 1);
    expect(wall.medianMs).toBeCloseTo(70 / 4, 1);
  });

  it("counts for each output the calls that were timed, and no others", async () => {
    const openExample = actOf(() => 10);
    const outputs = new Outputs();
    const how = { batch: 2, warmUpMs: 100, measureMs: 100 };
    const { calls } = await measure(openExample, {}, how, outputs, garbage());
    const counts = outputs.measuredCalls();
    expect(counts.slice(-calls)).toEqual(Array(calls).fill(1));
    expect(counts.slice(0, -calls)).toEqual(Array(openExample.calls() - calls).fill(0));
  });

  it("leaves the first call and the warm-up out of the samples", async () => {
    const openExample = actOf((call) => (call === 0 ? 40 : call < 5 ? 15 : 10));
    const how = { batch: 1, warmUpMs: 100, measureMs: 100 };
    const { wall, firstCallMs } = await measure(openExample, {}, how, new Outputs(), garbage());
    expect(firstCallMs).toBeCloseTo(40, 1);
    expect([wall.minMs, wall.maxMs]).toEqual([expect.closeTo(10, 1), expect.closeTo(10, 1)]);
    expect(wall.samples).toBe(10);
  });

  it("takes the mean of each batch, and counts every call", async () => {
    const openExample = actOf((call) => (call % 2 === 0 ? 1 : 3));
    const how = { batch: 4, warmUpMs: 1, measureMs: 40 };
    const { wall, calls } = await measure(openExample, {}, how, new Outputs(), garbage());
    expect(wall.medianMs).toBeCloseTo(2, 2);
    expect(calls).toBe(wall.samples * 4);
  });

  it("collects garbage once, after the first call and before the warm-up, which what is compiled must survive", async () => {
    const openExample = actOf(() => 1);
    const callsThen: number[] = [];
    const inside = { collectGarbage: () => void callsThen.push(openExample.calls()) };
    await measure(openExample, {}, { batch: 1, warmUpMs: 10, measureMs: 10 }, new Outputs(), inside);
    expect(callsThen).toEqual([1]);
  });

  it("bounds what it keeps, and thins what it reports in measuring order", async () => {
    const openExample = actOf((call) => (call + 1) / 1e6);
    const how = { batch: 1, warmUpMs: 0, measureMs: 1e9 };
    const { wall } = await measure(openExample, {}, how, new Outputs(1), garbage());
    expect(wall.samples).toBe(maxSamples);
    expect(wall.everyNth).toBe(128);
    expect(wall.samplesMs).toHaveLength(512);
    expect(wall.samplesMs).toEqual(wall.samplesMs.toSorted((a, b) => a - b));
  });

  it.each([0.02, 0.5, 1])("makes calls longer by a slowdown of %s", async (slowdown) => {
    const how = { batch: 1, warmUpMs: 0, measureMs: 50, slowdown };
    const { wall } = await measure(
      actOf(() => 10),
      {},
      how,
      new Outputs(),
      garbage(),
    );
    expect(wall.medianMs).toBeCloseTo(10 * (1 + slowdown), 1);
  });

  it("rejects with the reason of the openExample", async () => {
    const run = () => Promise.reject(new Error("It broke"));
    const how = { batch: 1, warmUpMs: 0, measureMs: 0 };
    await expect(measure({ run }, {}, how, new Outputs(), garbage())).rejects.toThrow("It broke");
  });
});

describe("quantile()", () => {
  it("agrees with the worked example of type 7 in Hyndman and Fan's sense", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile([1, 2, 3, 4], q))).toEqual([1, 1.75, 2.5, 3.25, 4]);
  });

  it("is within the values, and grows with q", () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (unsorted, a, b) => {
        const sorted = unsorted.toSorted((x, y) => x - y);
        const [low, high] = [quantile(sorted, Math.min(a, b)), quantile(sorted, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(sorted[0] as number);
        expect(high).toBeLessThanOrEqual(sorted.at(-1) as number);
        expect(high - low).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});
