import { describe, expect, it } from "vitest";
import { countCalls } from "../src/counting/count-calls.ts";
import { Outputs } from "../src/outputs.ts";

/** A counter driven by hand. */
function tally() {
  const counts = { timers: 0 };
  return { counts, counters: { read: () => ({ ...counts }) } };
}

describe("countCalls()", () => {
  it("counts each of five warm calls separately", async () => {
    const { counts, counters } = tally();
    let calls = 0;
    const run = async () => {
      calls += 1;
      counts.timers += calls;
      return calls;
    };
    const seen = await countCalls({ run }, undefined, [counters], new Outputs());
    expect(seen).toEqual({ timers: [4, 5, 6, 7, 8] });
  });

  it("subtracts the cost of calling and awaiting an empty function", async () => {
    let reads = 0;
    // Each pair of readings is 3 apart, whatever happens between them.
    const counters = { read: () => ({ promises: 3 * reads++ }) };
    const seen = await countCalls({ run: async () => 1 }, undefined, [counters], new Outputs());
    expect(seen).toEqual({ promises: [0, 0, 0, 0, 0] });
  });

  it("joins the reports of several counters, and keeps every output for the check", async () => {
    const one = tally();
    const other = { read: () => ({ fibers: 7 }) };
    const outputs = new Outputs();
    const seen = await countCalls({ run: async (input) => input }, "in", [one.counters, other], outputs);
    expect(Object.keys(seen)).toEqual(["timers", "fibers"]);
    expect(outputs.values()).toEqual(["in"]);
    expect(outputs.measuredCalls()).toEqual([5]);
  });

  it("rejects with the reason of the call", async () => {
    const run = async () => {
      throw new RangeError("no");
    };
    await expect(countCalls({ run }, undefined, [], new Outputs())).rejects.toThrow("no");
  });
});
