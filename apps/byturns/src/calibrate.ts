// Measures what verdicts are worth here: a cell against itself, and against copies of it that are slower by
// construction, for many rounds; then every verdict that a run of so many forks would have given is counted.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { House, RunEnd } from "@byturns/lab";
import { calibrationPlan, calibrationSeries } from "@byturns/lab/calibration-plan";
import { summarisePlan } from "@byturns/lab/estimate";
import { profiles } from "@byturns/lab/profiles";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import { type Plan, type Run, readRun } from "@byturns/record";
import { type CalibrationRow, calibration } from "@byturns/record/statistics/index";
import { calibrationFile, type LastCalibration } from "./calibrations.ts";
import { roughly } from "./durations.ts";
import { asUsage, Usage } from "./errors.ts";
import { makeHouse } from "./house.ts";
import { type Progress, showProgress } from "./progress.ts";
import { quoted } from "./quoted.ts";
import { chooseRuntimes } from "./runtimes.ts";
import { paint, say, sayJson, tell } from "./terminal.ts";

/** What to calibrate, as it was typed. */
interface CalibrateOptions {
  readonly rounds: number;
  readonly runtimes: readonly string[];
  readonly seed: number | undefined;
  readonly resume: string | undefined;
  readonly json: boolean;
}

/**
 * Calibrates this machine, and keeps the figures for the reports.
 *
 * @returns the exit code: 1 when a fork was not `done`, or the records could not be written.
 * @throws Usage when something that was typed is not known or out of its bounds.
 */
export async function calibrateMachine(options: CalibrateOptions, signal: AbortSignal): Promise<number> {
  const house = await makeHouse();
  const progress = showProgress(process.stderr);
  const end = await begin(house, options, { onEvent: progress.onEvent, signal });
  progress.clear();
  if (end.ended !== "complete") {
    tell(
      `${end.ended === "interrupted" ? "Interrupted" : `Stopped: ${end.why}`}. Go on with: byturns calibrate --resume ${quoted(end.folder)}`,
    );
    return end.ended === "interrupted" ? 130 : 1;
  }
  const run = await readRun(end.folder);
  const last = resultOf(run);
  const kept = calibrationFile(house.root, last.machine);
  await mkdir(join(house.root, "runs"), { recursive: true });
  await writeFile(kept, `${JSON.stringify(last, undefined, 2)}\n`);
  if (options.json) sayJson({ ...last, folder: end.folder, kept });
  else say(`${drawCalibration(last)}\n${paint("dim", `Kept for the reports of this machine: ${kept}`)}`);
  return end.bad === 0 ? 0 : 1;
}

async function begin(
  house: House,
  options: CalibrateOptions,
  events: { readonly onEvent: Progress["onEvent"]; readonly signal: AbortSignal },
): Promise<RunEnd> {
  if (options.resume !== undefined) return resumeRun(house, resolve(options.resume), events);
  const plan = await planOf(house, options);
  const { forks, expectedMs } = summarisePlan(plan);
  if (!options.json)
    say(`${plan.profile.forks} rounds, ${forks} forks, about ${roughly(expectedMs)}; seed ${plan.seed}`);
  const when = plan.madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  return runPlan(house, plan, join(house.root, "runs", `${when}-calibration`), events);
}

async function planOf(house: House, { rounds, runtimes, seed }: CalibrateOptions): Promise<Plan> {
  if (rounds < profiles.quick.forks) {
    throw new Usage(
      `Cannot calibrate with ${rounds} rounds: --rounds must be at least ${profiles.quick.forks}`,
    );
  }
  const found = await chooseRuntimes(runtimes);
  return asUsage(() =>
    calibrationPlan(house, { runtimes: found, rounds, ...(seed === undefined ? {} : { seed }) }),
  );
}

/** What a calibration's run says. */
export function resultOf(run: Run): LastCalibration {
  const machine = run.environment.machines[0]?.id ?? "unknown";
  const series = calibrationSeries(run.plan, run.forks);
  if (series.every(({ base }) => base.length === 0) || run.plan.suite !== "calibration") {
    throw new Usage(`${run.folder} is no calibration, or has no round that is whole`);
  }
  const rows = calibration(
    series,
    Object.values(profiles).flatMap(({ name, forks }) => (name === "smoke" ? [] : [{ name, forks }])),
  );
  return {
    machine,
    madeAt: run.plan.madeAt,
    rounds: run.plan.profile.forks,
    runtimes: run.plan.runtimes.map(({ key }) => key),
    rows,
  };
}

/** A calibration as a table: a line for each profile and slowdown. */
export function drawCalibration({ rows, rounds, runtimes }: LastCalibration): string {
  const lines = rows.map(({ profile, forks, slowdown, found, comparisons }: CalibrationRow) => [
    `${profile}, ${forks} forks`,
    slowdown === 0 ? "equal" : `${percent(slowdown)} slower`,
    `${percent(found.estimate)} ${slowdown === 0 ? "called different" : "found"}`,
    `${percent(found.low)}–${percent(found.high)}, ${comparisons} comparisons`,
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return [
    `${rounds} rounds under ${runtimes.join(", ")}`,
    ...lines.map(
      ([profile = "", what = "", found = "", interval = ""]) =>
        `${profile.padEnd(widths[0] ?? 0)}  ${what.padEnd(widths[1] ?? 0)}  ${found.padStart(widths[2] ?? 0)}  ${paint("dim", `(${interval})`)}`,
    ),
  ].join("\n");
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
