import { describe, expect, it } from "vitest";
import { Outputs } from "../src/outputs.ts";
import { profileCalls } from "../src/profile-calls.ts";

const inside = { collectGarbage: () => {} };

describe("profileCalls()", () => {
  it("warms up, and times each call that it makes afterwards", async () => {
    const outputs = new Outputs();
    let calls = 0;
    const run = async () => {
      calls += 1;
      return "out";
    };
    const { wall, calls: measured } = await profileCalls(
      { run },
      0,
      { warmUpMs: 2, measureMs: 2 },
      outputs,
      inside,
    );
    expect(calls).toBeGreaterThan(measured);
    expect(wall.samples).toBe(measured);
    expect(outputs.values()).toEqual(["out"]);
  });

  it("makes at least one call after the first, however long one takes", async () => {
    let calls = 0;
    const run = async () => {
      calls += 1;
    };
    const measured = await profileCalls({ run }, 0, { warmUpMs: 0, measureMs: 0 }, new Outputs(), inside);
    expect(measured.calls).toBe(1);
    expect(calls).toBe(2);
  });

  it("collects garbage after the first call, and not after the warm-up", async () => {
    let calls = 0;
    const run = async () => {
      calls += 1;
    };
    const callsThen: number[] = [];
    const collecting = { collectGarbage: () => void callsThen.push(calls) };
    await profileCalls({ run }, 0, { warmUpMs: 2, measureMs: 2 }, new Outputs(), collecting);
    expect(callsThen).toEqual([1]);
  });

  it("marks the collections of the measured calls", async () => {
    let calls = 0;
    const run = async () => {
      calls += 1;
    };
    const callsThen: number[] = [];
    const marking = { ...inside, markCollections: () => void callsThen.push(calls) };
    const times = { warmUpMs: 2, measureMs: 2 };
    const measured = await profileCalls({ run }, 0, times, new Outputs(), marking);
    expect(callsThen).toEqual([calls - measured.calls, calls]);
  });

  it("rejects with the reason of the call", async () => {
    const run = async () => {
      throw new RangeError("no");
    };
    const times = { warmUpMs: 0, measureMs: 0 };
    await expect(profileCalls({ run }, 0, times, new Outputs(), inside)).rejects.toThrow("no");
  });
});
