import { usualWorkload } from "@byturns/advice";
import { describe, expect, it } from "vitest";
import { judge } from "../src/judge.ts";
import type { ForkFigures } from "../src/record.ts";
import { tally } from "../src/tally.ts";

const names = ["promises", "fibers", "threads"].flatMap((model) =>
  ["node", "deno", "bun"].map((runtime) => `${model}/${runtime}`),
);
const phase = (requestsPerSecond: number, p99Ms: number) => ({
  requestsPerSecond,
  requests: 80,
  seed: 1,
  p50Ms: p99Ms / 2,
  p99Ms,
});
/** All cells alike, but for those given by their 99th percentiles at the rate asked for. */
const forks = (p99s: Readonly<Record<string, readonly [number, number]>> = {}): ForkFigures[] =>
  names.map((cell) => ({
    workload: usualWorkload,
    cell,
    round: 0,
    asked: (p99s[cell] ?? [40, 40]).map((ms) => phase(100, ms)),
    tried: [phase(200, 50), phase(400, 200)],
    cpuMs: 1,
    senderMs: 0.1,
    computeMs: 1,
  }));
const predictions = names.map((cell) => ({ cell, p50Ms: 22, p99Ms: 40, ratePerSecond: 400 }));
const judged = (recommended: string, measured: ForkFigures[]) =>
  judge(usualWorkload, predictions, recommended, measured);

describe("judge()", () => {
  it("compares predictions with the mean of their measurements, and with where p99 passes the deadline", () => {
    const [cell] = judged("promises/node", forks())?.cells ?? [];
    expect(cell?.p50Ms).toEqual({
      predicted: 22,
      measured: expect.closeTo(20),
      off: expect.closeTo(0.1),
    });
    // Half way between 50 and 200 ms on a logarithmic scale.
    expect(cell?.ratePerSecond.measured).toBeCloseTo(200 * Math.SQRT2);
  });

  it("calls a cell wrong that is behind the best in every round by more than 10 %, and only that", () => {
    const best = { "threads/bun": [30, 30] } as const;
    expect(judged("promises/node", forks(best))).toMatchObject({ best: "threads/bun", isRight: false });
    expect(judged("threads/bun", forks(best))).toMatchObject({ isRight: true, behind: 1 });
    expect(judged("promises/node", forks({ "threads/bun": [10, 41] }))).toMatchObject({ isRight: true });
    expect(judged("promises/node", forks({ "threads/bun": [38, 38] }))).toMatchObject({ isRight: true });
  });

  it("judges nothing before every cell is measured", () => {
    expect(judged("promises/node", forks().slice(1))).toBeUndefined();
  });
});

describe("tally()", () => {
  it("counts what is within its bound of what has a figure", () => {
    const one = judged("promises/node", forks());
    const [, right, p50, rate] = tally(one === undefined ? [] : [one]);
    expect(right).toContain("measured 1 of 1 (100 %)");
    expect(p50).toContain("measured 9 of 9 (100 %), 0 without a figure");
    expect(rate).toContain("measured 0 of 9 (0 %)");
  });
});
