import { dueTimesMs } from "@byturns/fixtures/arrivals";
import { mix } from "@byturns/spec/mix";
import { describe, expect, it } from "vitest";
import { typicalArrivals, typicalSeeds } from "../src/arrivals.ts";
import { joined } from "../src/sender.ts";

/** The longest time in one server that takes 1 ms for each. */
function longestMs(dueMs: Float64Array): number {
  let [free, longest] = [0, 0];
  for (const due of dueMs) {
    free = Math.max(free, due) + 1;
    longest = Math.max(longest, free - due);
  }
  return longest;
}

describe("typicalSeeds()", () => {
  it("gives first the arrivals whose line is most like that of very many", () => {
    const longest = (seed: number | undefined) =>
      longestMs(dueTimesMs({ requests: 96, requestsPerSecond: 700, seed: seed as number }));
    const very = Array.from({ length: 40 }, (_, i) =>
      longestMs(dueTimesMs({ requests: 96, requestsPerSecond: 700, seed: 5_000 + i })),
    ).toSorted((a, b) => a - b);
    const seeds = typicalSeeds(96, 0.7);
    expect(longest(seeds[0])).toBeGreaterThan(very[4] as number);
    expect(Math.abs(Math.log(longest(seeds[0]) / 6.6))).toBeLessThan(
      Math.abs(Math.log(longest(seeds.at(-1)) / 6.6)),
    );
  });

  it("gives each number other arrivals", () => {
    const [a, b] = [0, 1].map((nth) => typicalArrivals(96, 140, 5, nth));
    expect(a?.seed).not.toBe(b?.seed);
    expect(typicalArrivals(96, 140, 5, 0)).toEqual(a);
  });
});

describe("joined()", () => {
  it("makes phases one call that mix finds right", () => {
    const input = { load: "", requests: 16, requestsPerSecond: 1, seed: 0, waitMs: 0, units: 0 };
    const phase = {
      dueMs: [1, 2, 3, 4, 5, 6, 7, 8],
      sentMs: [1, 2, 3, 4, 5, 6, 7, 8],
      endedMs: [2, 3, 4, 5, 6, 7, 8, 12],
      answers: ["0", "1", "2", "3", "4", "5", "6", "7"],
    };
    const both = joined([phase, phase]);
    expect(both.dueMs[8]).toBe(13);
    expect(mix.check(input, both, { model: "promises", threads: 2 })).toEqual([]);
    expect(mix.check(input, joined([phase]), { model: "promises", threads: 2 })).not.toEqual([]);
  });
});
