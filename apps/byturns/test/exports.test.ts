import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import { exports } from "../src/results/exports.ts";
import { around, runOf } from "./runs.ts";

const summary = summarize(
  factsOf(
    runOf({
      "promises/node@26.0.0": around(10),
      "threads/node@26.0.0": around(20),
      "fibers/node@26.0.0": ["wrong"],
    }).run,
  ),
);
const written = (format: string, of = summary) => exports[format]?.(of) ?? "";

describe("exports", () => {
  it("csv has one row for each compared cell and metric, and the same columns in all rows", () => {
    const rows = written("csv")
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(","));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const [head = [], ...body] = rows;
    const times = body.filter((row) => row[head.indexOf("metric")] === "wallMs");
    expect(
      times.map((row) => [
        row[head.indexOf("model")],
        Number(row[head.indexOf("median")]),
        row[head.indexOf("verdict")],
      ]),
    ).toEqual([
      ["promises", 10, "best"],
      ["threads", 20, "different"],
    ]);
  });

  it("csv has both modes of a cell whose forks fall into two groups", () => {
    const slow = [1, 2, 5, 8, 9, 13];
    const twoFaced = around(10).map((ms, i) => (slow.includes(i) ? 3 * ms : ms));
    const { run } = runOf({ "promises/node@26.0.0": twoFaced, "threads/node@26.0.0": around(20) });
    const [head = [], ...rows] = written("csv", summarize(factsOf(run)))
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(","));
    const modesOf = rows
      .filter((row) => row[head.indexOf("metric")] === "wallMs")
      .map((row) => row.slice(head.indexOf("better_mode_forks")).map(Number));
    expect(modesOf[0]?.[0]).toBe(9);
    expect(modesOf[0]?.[1]).toBeCloseTo(10, 0);
    expect(modesOf[0]?.[2]).toBe(6);
    expect(modesOf[0]?.[3]).toBeCloseTo(30, 0);
    expect(modesOf[1]).toEqual([0, 0, 0, 0]);
  });

  it("csv quotes what would end a field, and escapes what a spreadsheet would run", () => {
    const [first] = summary.cells;
    const hostile = {
      ...summary,
      cells: [{ ...first, cell: { ...first?.cell, example: '=cmd("x"),\n2' } }],
    } as typeof summary;
    expect(written("csv", hostile)).toContain('"\'=cmd(""x""),\n2",bench,promises');
  });

  it("github-action-benchmark has a name, a value and a unit for each time", () => {
    expect(JSON.parse(written("github-action-benchmark"))).toEqual([
      expect.objectContaining({
        name: "say-after/bench/promises/node@26.0.0",
        value: 10,
        unit: "ms",
        extra: "15 forks",
      }),
      expect.objectContaining({ name: "say-after/bench/threads/node@26.0.0", value: 20, unit: "ms" }),
    ]);
  });

  it("bencher has latencies in nanoseconds, with their quartiles", () => {
    const { latency } = JSON.parse(written("bencher"))["say-after/bench/promises/node@26.0.0"];
    expect(latency.value).toBe(10e6);
    expect(latency.lower_value).toBeLessThan(latency.value);
    expect(latency.upper_value).toBeGreaterThan(latency.value);
  });
});
