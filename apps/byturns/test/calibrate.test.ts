import type { Run } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { drawCalibration, resultOf } from "../src/calibrate.ts";
import { lastCalibration, sayCalibration } from "../src/calibrations.ts";
import { Usage } from "../src/errors.ts";
import { around, runOf } from "./runs.ts";

/** A calibration's run: a cell, its twin, and the same cell slower by a tenth. */
function calibrated(): Run {
  const slower = "promises/node@26.0.0/slower-by-0.1";
  const { run } = runOf({
    "promises/node@26.0.0": around(10, 30),
    "promises/node@26.0.0/again": around(10, 30),
    [slower]: around(11, 30),
  });
  const cells = run.plan.cells.map((cell, i) => ({
    ...cell,
    id: ["", "/again", "/slower-by-0.1"].map((end) => `say-after/bench/promises/node@26.0.0${end}`)[
      i
    ] as string,
    runtime: "node@26.0.0",
    ...(i === 1 ? { twinOf: "say-after/bench/promises/node@26.0.0" } : {}),
    ...(i === 2 ? { slowdown: 0.1 } : {}),
  }));
  return { ...run, plan: { ...run.plan, suite: "calibration", cells } };
}

describe("resultOf()", () => {
  it("finds a tenth in every comparison of so steady a cell, and no difference between equals", () => {
    const { rows } = resultOf(calibrated());
    const full = rows.filter(({ profile }) => profile === "full");
    expect(full.map(({ slowdown, found, comparisons }) => [slowdown, found.estimate, comparisons])).toEqual([
      [0, 0, 2],
      [0.1, 1, 2],
    ]);
  });

  it("refuses a run that is no calibration", () => {
    expect(() => resultOf(runOf({ "promises/node@26.0.0": around(10) }).run)).toThrow(Usage);
  });
});

describe("drawCalibration() and sayCalibration()", () => {
  it("say what was found, with how many comparisons", () => {
    const last = resultOf(calibrated());
    expect(drawCalibration(last)).toMatch(/full, 15 forks +10 % slower +100 % found +\(.*2 comparisons\)/);
    expect(sayCalibration(last, "full")).toContain(
      "0 % of equal cells called different; slowdowns found: 10 % in 100 %.",
    );
    expect(sayCalibration(last, "smoke")).toBeUndefined();
  });
});

describe("lastCalibration()", () => {
  it("reads nothing whose name came from a hostile record", async () => {
    expect(await lastCalibration("/", "../../etc/passwd")).toBeUndefined();
    expect(await lastCalibration("/nowhere", "abc123")).toBeUndefined();
  });
});
