import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import type { RunWithFacts } from "../src/compare/cells-seen.ts";
import { compareRuns } from "../src/compare/changes.ts";
import { verdictOf } from "../src/compare/compare.ts";
import { exports } from "../src/results/exports.ts";
import { around, runOf } from "./runs.ts";

/** A run in which each fork timed `calls` calls, whose p99 is `factor` times its median. */
function withTails(calls: number, factor: number, batch = 1): RunWithFacts {
  const { run } = runOf({ "promises/node@26.0.0": around(10) }, { steadyMs: 100 });
  const forks = run.forks.map((fork) => {
    if (fork.outcome._tag !== "done") return fork;
    const { measurement } = fork.outcome;
    const { medianMs } = measurement.wall;
    // The A/A pair shows that the machine stayed as it was.
    const longer = fork.cell.includes("/steady/") ? 3 : factor;
    const wall = { ...measurement.wall, samples: calls, p95Ms: medianMs * 1.5, p99Ms: medianMs * longer };
    return { ...fork, outcome: { ...fork.outcome, measurement: { ...measurement, wall } } };
  });
  const cases = run.plan.cases.map((one) => ({ ...one, batch }));
  const whole = { ...run, forks, plan: { ...run.plan, cases } };
  return { run: whole, facts: factsOf(whole) };
}

describe("compareRuns() by a tail", () => {
  it("finds a tail that got longer while the time stayed, fails the gate, and warns of what tails are", () => {
    const [base, head] = [withTails(1_000, 3), withTails(1_000, 4)];
    expect(compareRuns(base, head, { limit: 0.1 }).changes.map(({ kind }) => kind)).toEqual(["same", "same"]);
    const compared = compareRuns(base, head, { limit: 0.1, metric: "p99" });
    expect(compared.changes).toMatchObject([
      { kind: "worse", base: expect.closeTo(30), head: expect.closeTo(40) },
      { kind: "same" },
    ]);
    expect(compared.warnings[0]).toContain("A p99 is one quantile a fork, of at least 500 calls");
    expect(verdictOf(compared, 0.1)).toMatchObject({ code: 1 });
    expect(compareRuns(base, head, { limit: 0.1, metric: "p95" }).changes[0]?.kind).toBe("same");
  });

  it("says how many calls a tail takes where the forks timed fewer, and is undecided", () => {
    expect(() => compareRuns(withTails(40, 3), withTails(40, 3), { metric: "p99" })).toThrow(
      "no p99: it needs 500 calls in every fork, and a fork timed 40",
    );
    expect(() => compareRuns(withTails(900, 3, 4), withTails(900, 3, 4), { metric: "p99" })).toThrow(
      "a sample is the mean of 4 calls",
    );
  });
});

describe("exports", () => {
  it("csv has both tails with the interval of their medians", () => {
    const rows = (exports.csv?.(summarize(withTails(1_000, 3).facts)) ?? "").trimEnd().split("\r\n");
    const columns = rows.map((row) => row.split(","));
    const at = (name: string) => columns[0]?.indexOf(name) ?? -1;
    const tail = columns.find((row) => row[at("metric")] === "wallP99Ms") ?? [];
    expect(Number(tail[at("median")])).toBeCloseTo(30);
    expect(Number(tail[at("median_low")])).toBeLessThan(30);
    expect(Number(tail[at("median_high")])).toBeGreaterThan(30);
    expect(columns.some((row) => row[at("metric")] === "wallP95Ms")).toBe(true);
  });
});
