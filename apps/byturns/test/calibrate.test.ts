import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profiles } from "@byturns/lab/plan/profiles";
import { createRun, type Run } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { drawCalibration, planToResume, resultOf, whyNotKept } from "../src/bench/calibrate.ts";
import {
  calibrationsFor,
  keepCalibration,
  lastCalibrations,
  printCalibrations,
} from "../src/bench/calibrations.ts";
import { root } from "../src/catalog.ts";
import { Usage } from "../src/text/errors.ts";
import { run as command } from "./command.ts";
import { around, runOf } from "./runs.ts";

/** Twice as many as `full` has, so that it fits in them twice. */
const rounds = 2 * profiles.full.forks;

/** A calibration's run: a cell three times, and the same cell slower by a tenth. */
function calibrated(suite = "calibration"): Run {
  const base = "promises/node@26.0.0";
  const { run } = runOf({
    [base]: around(10, rounds),
    [`${base}/again`]: around(10, rounds),
    [`${base}/again-2`]: around(10, rounds),
    [`${base}/slower-by-0.1`]: around(11, rounds),
  });
  const ends = ["", "/again", "/again-2", "/slower-by-0.1"];
  const cells = run.plan.cells.map((cell, i) => ({
    ...cell,
    id: `say-after/bench/${base}${ends[i]}`,
    runtime: "node@26.0.0",
    ...(i === 1 || i === 2 ? { duplicateOf: `say-after/bench/${base}` } : {}),
    ...(i === 3 ? { slowdown: 0.1 } : {}),
  }));
  return { ...run, plan: { ...run.plan, suite, cells } };
}

const nothing = {
  rounds: undefined,
  equals: undefined,
  runtimes: [],
  seed: undefined,
  loaded: false,
  resume: undefined,
  dryRun: false,
  json: false,
};

describe("byturns calibrate", () => {
  it("shows the default number of rounds in its help", async () => {
    const { stdout } = await command("calibrate", "--help");
    expect(stdout.replace(/\s+/g, " ")).toContain(`Default: ${profiles.full.forks}, as many as full has`);
  });

  it("shows only the plan of a warm-up with --dry-run, and takes no option there that is not heard", async () => {
    const { code, stdout } = await command(
      "calibrate",
      "--warm-up",
      "main",
      "--runtime",
      "node",
      "--dry-run",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^[\d,]+ forks of \d+ cells, about .*, for packages\/suites\/src\/warm-ups\.json\n$/,
    );
    const refused = await command("calibrate", "--warm-up", "main", "--rounds", "50", "--loaded");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("Cannot take --rounds, --loaded beside --warm-up");
  });
});

describe("resultOf()", () => {
  it("finds 10 % in every comparison of a cell this steady, and no difference between equal cells", () => {
    const { rows, equals, loaded } = resultOf(calibrated());
    expect([equals, loaded]).toEqual([3, false]);
    const full = rows.filter(({ profile }) => profile === "full");
    expect(full.map(({ slowdown, found, comparisons }) => [slowdown, found.estimate, comparisons])).toEqual([
      [0, 0, 6],
      [0.1, 1, 6],
    ]);
    // A cell this steady is decided at the first look, with the same result as with all forks.
    expect(
      full.map(({ rounds, held, foundFixed, contradicted }) => [rounds, held, foundFixed, contradicted]),
    ).toEqual([
      [8, 1, 0, 0],
      [8, 1, 1, 0],
    ]);
    expect(resultOf(calibrated("calibration-loaded")).loaded).toBe(true);
  });

  it("rejects a run that is not a calibration, and one without a done fork", () => {
    expect(() => resultOf(runOf({ "promises/node@26.0.0": around(10) }).run)).toThrow(Usage);
    expect(() => resultOf({ ...calibrated(), forks: [] })).toThrow("has no fork that is done");
  });
});

describe("drawCalibration() and printCalibrations()", () => {
  it("show the result, the number of comparisons and their reliability", () => {
    const last = resultOf(calibrated());
    expect(drawCalibration(last)).toMatch(
      /full, up to 48 forks +10 % slower +100 % found +8\.0 rounds, 100 % of the intervals held.*\(.*; 6 comparisons, worth \d+\)/,
    );
    expect(printCalibrations({ idle: last, loaded: undefined }, "full")).toMatch(
      /^Calibrated on this machine \(2026-01-01, full\): 0 % \(0 % to \d[\d.]* %\) of 6 comparisons of equal cells \(bounded-map, promises\) called different; slowdowns found: 10 % in 100 % \(\d[\d.]* % to 100 %\)\.$/,
    );
    expect(printCalibrations({ idle: undefined, loaded: last }, "full")).toMatch(
      /^With one core kept busy \(2026-01-01, full\): 0 % \(0 % to \d[\d.]* %\) of 6 comparisons of equal cells \(bounded-map, promises\) called different\.$/,
    );
    expect(printCalibrations({ idle: last, loaded: last }, "smoke")).toBeUndefined();
  });
});

describe("calibrationsFor()", () => {
  it("leaves out calibrations with other measuring times", () => {
    const last = resultOf(calibrated());
    const { warmUpMs, measureMs } = last;
    const both = { idle: last, loaded: { ...last, measureMs: measureMs + 1 } };
    expect(calibrationsFor(both, { warmUpMs, measureMs })).toEqual({ idle: last, loaded: undefined });
    for (const share of [0, 0.15]) {
      const times = { warmUpMs: warmUpMs * share, measureMs: measureMs * share };
      expect(calibrationsFor(both, times)).toEqual({ idle: undefined, loaded: undefined });
    }
  });
});

describe("whyNotKept()", () => {
  it("keeps a calibration with as much evidence as the last one, and not one with less", async () => {
    const place = await mkdtemp(join(tmpdir(), "byturns-kept-"));
    try {
      const of = (equals: number, rounds = profiles.full.forks) => ({
        ...resultOf(calibrated()),
        machine: "feed",
        equals,
        rounds,
      });
      const { forks } = profiles.full;
      expect(await whyNotKept(place, of(19, forks - 1))).toBe(`that takes ${forks} rounds`);
      // The first one is better than none.
      expect(await whyNotKept(place, of(8))).toBeUndefined();
      await keepCalibration(place, of(19));
      expect(await whyNotKept(place, of(8))).toBe("the one that is kept has 19 equal cells, not 8");
      expect(await whyNotKept(place, { ...of(8), loaded: true })).toBeUndefined();
      expect(await whyNotKept(place, of(19))).toBeUndefined();
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});

describe("planToResume()", () => {
  it("accepts a recorded calibration as it is, and rejects contradicting options and other runs", async () => {
    const place = await mkdtemp(join(tmpdir(), "byturns-calibrate-"));
    try {
      const { plan, environment } = calibrated();
      await createRun(join(place, "calibration"), plan, environment);
      await createRun(join(place, "bench"), { ...plan, suite: "main" }, environment);
      const resume = (name: string, given = {}) => planToResume(join(place, name), { ...nothing, ...given });
      expect((await resume("calibration")).suite).toBe("calibration");
      await expect(
        resume("calibration", { rounds: 60, equals: 4, runtimes: ["bun"], loaded: true }),
      ).rejects.toThrow("Cannot take --rounds, --equals, --runtime, --loaded beside --resume");
      await expect(resume("bench")).rejects.toThrow(/bench is no calibration but a run of the suite main/);
      await expect(resume("nowhere")).rejects.toThrow(/nowhere is not a run/);
      const bench = await command("bench", "--resume", join(place, "calibration"));
      expect(bench.code).toBe(2);
      expect(bench.stderr).toContain("is a calibration: byturns calibrate --resume");
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});

describe("byturns report", () => {
  it("includes the latest calibrations of this machine in each report", async () => {
    const machine = `feed${process.pid.toString(16)}`;
    const place = await mkdtemp(join(tmpdir(), "byturns-calibrated-"));
    const kept: string[] = [];
    try {
      for (const suite of ["calibration", "calibration-loaded"]) {
        kept.push(await keepCalibration(root, { ...resultOf(calibrated(suite)), machine }));
      }
      const { plan, environment } = runOf({ "promises/node@26.0.0": around(10) }, { machine }).run;
      expect(plan.profile).toMatchObject({ name: "full", forks: 15 });
      await createRun(join(place, "run"), plan, environment);
      const { code, stdout } = await command("report", join(place, "run"));
      expect(code).toBe(0);
      const texts = await Promise.all(
        ["report.md", "report.html"].map((name) => readFile(join(place, "run", name), "utf8")),
      );
      for (const text of [stdout, ...texts]) {
        const words = text.replaceAll(/\s+/g, " ");
        // The profile follows from the number of forks, not from its name.
        expect(words).toMatch(
          /2026-01-01, quick\): .* of 12 comparisons of equal cells \(bounded-map, promises\) called different; slowdowns/,
        );
        expect(words).toContain("With one core kept busy (2026-01-01, quick): 0 % (0 % to ");
      }
      const shared = { ...plan, profile: { ...plan.profile, warmUpMs: 22.5, measureMs: 52.5 } };
      await createRun(join(place, "shared"), shared, environment);
      for (const words of [["report"], ["report", "--json"]]) {
        const { stdout } = await command(...words, join(place, "shared"));
        expect(stdout).not.toMatch(/Calibrated on|"calibration"/);
      }
    } finally {
      await rm(place, { recursive: true, force: true });
      for (const file of kept) await rm(file);
    }
  });
});

describe("lastCalibrations()", () => {
  it("reads no file with a name from a hostile record", async () => {
    const none = { idle: undefined, loaded: undefined };
    expect(await lastCalibrations("/", "../../etc/passwd")).toEqual(none);
    expect(await lastCalibrations("/nowhere", "abc123")).toEqual(none);
  });
});
