import { medianInterval, quantile } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import type { WallTime } from "../src/protocol.ts";
import { metricNamed, tailsOf, tailsOfCell, tailWarning, whyNoTail } from "../src/tails.ts";

function wallOf(samples: number, changes: Partial<WallTime> = {}): WallTime {
  const one = { minMs: 1, p25Ms: 1, medianMs: 1, p75Ms: 1, p99Ms: 9, maxMs: 20, meanMs: 1 };
  return { samples, ...one, p95Ms: 5, everyNth: 1, samplesMs: [1], ...changes };
}

describe("tailsOf()", () => {
  it("gives a quantile only where at least five calls are expected beyond it", () => {
    expect(tailsOf(wallOf(99), 1)).toEqual({});
    expect(tailsOf(wallOf(100), 1)).toEqual({ wallP95Ms: 5 });
    expect(tailsOf(wallOf(499), 1)).toEqual({ wallP95Ms: 5 });
    expect(tailsOf(wallOf(500), 1)).toEqual({ wallP95Ms: 5, wallP99Ms: 9 });
  });

  it("gives none where a sample is the mean of several calls", () => {
    expect(tailsOf(wallOf(10_000), 16)).toEqual({});
  });

  it("reads p95 of an earlier version's record from its thinned samples", () => {
    const { p95Ms: _, ...earlier } = wallOf(500, { samplesMs: Array.from({ length: 101 }, (_, i) => i) });
    expect(tailsOf(earlier, 1)).toEqual({ wallP95Ms: 95, wallP99Ms: 9 });
    expect(tailsOf({ ...earlier, samplesMs: [] }, 1)).toEqual({ wallP99Ms: 9 });
  });

  it("has an interval over the forks that covers, though the calls of a fork depend on one another", () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    // A fork's calls share its speed, so that all calls pooled would be taken for far more evidence than they are.
    const forkTail = () => {
      const speed = 1 + 0.3 * random();
      const calls = Array.from({ length: 500 }, () => speed * (1 - Math.log(random())));
      return quantile(calls, 0.99);
    };
    const truth = quantile(Array.from({ length: 2_000 }, forkTail), 0.5);
    const covered = Array.from({ length: 300 }, () => {
      const { low, high } = medianInterval(Array.from({ length: 12 }, forkTail));
      return low <= truth && truth <= high;
    }).filter(Boolean).length;
    // The sign test's interval of 12 values covers 96.1 %; 276 of 300 is four standard errors below.
    expect(covered).toBeGreaterThanOrEqual(276);
  });
});

describe("tailsOfCell()", () => {
  it("leaves a tail out that only the quicker forks have", () => {
    const [slow, quick] = [wallOf(499), wallOf(800)];
    const tails = tailsOfCell([slow, quick], 1);
    expect([slow, quick].map((wall) => tails.get(wall))).toEqual([{ wallP95Ms: 5 }, { wallP95Ms: 5 }]);
  });
});

describe("whyNoTail()", () => {
  it("says how many calls it takes and how many there were", () => {
    expect(whyNoTail("wallP99Ms", [wallOf(40), wallOf(60)], 1)).toBe(
      "no p99: it needs 500 calls in every fork, and a fork timed 40; measure longer",
    );
    expect(whyNoTail("wallP95Ms", [wallOf(1_000)], 8)).toContain("a sample is the mean of 8 calls");
    expect(whyNoTail("wallP99Ms", [wallOf(500)], 1)).toBeUndefined();
    expect(whyNoTail("wallMs", [wallOf(1)], 1)).toBeUndefined();
  });
});

describe("metricNamed() and tailWarning()", () => {
  it("know p95 and p99, and leave other metrics as they are", () => {
    expect(["p95", "p99", "cpuMs"].map(metricNamed)).toEqual(["wallP95Ms", "wallP99Ms", "cpuMs"]);
    expect(tailWarning("wallP99Ms")).toContain("at least 500 calls");
    expect(tailWarning("cpuMs")).toBeUndefined();
  });
});
