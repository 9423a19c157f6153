// Measures how reliable verdicts are here: one cell many times against itself, and against copies slowed down on
// purpose; then counts every verdict that a run with as many forks would have given.
import { join, resolve } from "node:path";
import type { Catalog, RunEnd, RunOptions } from "@byturns/lab";
import { keepCoreBusy } from "@byturns/lab/machine/busy-core";
import { calibrationGroups, calibrationPlan, calibrationSuites } from "@byturns/lab/plan/calibration-plan";
import { summarizePlan } from "@byturns/lab/plan/estimate";
import { profiles } from "@byturns/lab/plan/profiles";
import { designOf } from "@byturns/lab/plan/sequence-of";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import { type Plan, type Run, readPlan, readRun } from "@byturns/record";
import { type CalibrationRow, calibration } from "@byturns/statistics";
import { makeCatalog } from "../catalog.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { roughly } from "../text/durations.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { quoted } from "../text/quoted.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import {
  calibrationsFor,
  keepCalibration,
  type LastCalibration,
  lastCalibrations,
  percent,
} from "./calibrations.ts";
import { showProgress } from "./progress.ts";

/** What to calibrate, from the command line. */
export interface CalibrateOptions {
  readonly rounds: number | undefined;
  readonly equals: number | undefined;
  readonly runtimes: readonly string[];
  readonly seed: number | undefined;
  readonly loaded: boolean;
  readonly resume: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** 19 equal cells make 171 pairs under each runtime, more than 500 under three. */
const defaultEquals = 19;

/**
 * Calibrates this machine, and stores the figures for the reports.
 *
 * @returns the exit code: 1 when a fork was not `done`, or the records could not be written.
 * @throws Usage when an argument is unknown, out of bounds, or contradicts the resumed run; RunUnreadable when the
 * folder of that run does not hold one.
 */
export async function calibrateMachine(options: CalibrateOptions, signal: AbortSignal): Promise<number> {
  const catalog = await makeCatalog();
  const { resume } = options;
  const plan = resume === undefined ? await planOf(catalog, options) : await planToResume(resume, options);
  if (resume === undefined && !options.json) printPlan(plan);
  if (options.dryRun) {
    if (options.json) printJson({ summary: summarizePlan(plan), plan });
    return exitCodes.ok;
  }
  const progress = showProgress(process.stderr);
  const end = await runExample(catalog, plan, resume, { onEvent: progress.onEvent, signal });
  progress.clear();
  if (end.ended !== "complete") {
    const why = end.ended === "interrupted" ? "Interrupted" : `Stopped: ${end.why}`;
    printError(`${why}. Continue with: byturns calibrate --resume ${quoted(end.folder)}`);
    return end.ended === "interrupted" ? exitCodes.interrupted : exitCodes.environment;
  }
  const last = resultOf(await readRun(end.folder));
  const why = await whyNotKept(catalog.root, last);
  const kept = why === undefined ? await keepCalibration(catalog.root, last) : undefined;
  if (options.json) printJson({ ...last, folder: end.folder, ...(kept === undefined ? {} : { kept }) });
  else {
    print(drawCalibration(last));
    const said =
      why === undefined
        ? `Kept for the reports of this machine: ${kept}`
        : `Not kept for the reports: ${why}`;
    print(paint("dim", said));
  }
  return end.bad === 0 ? exitCodes.ok : exitCodes.bad;
}

/** Why a calibration does not replace the last one: less evidence must not replace more. */
export async function whyNotKept(root: string, last: LastCalibration): Promise<string | undefined> {
  if (last.rounds < profiles.full.forks) return `that takes ${profiles.full.forks} rounds`;
  if (last.equals >= defaultEquals) return undefined;
  const { idle, loaded } = calibrationsFor(await lastCalibrations(root, last.machine), last);
  const before = last.loaded ? loaded : idle;
  return before === undefined || before.equals <= last.equals
    ? undefined
    : `the one that is kept has ${before.equals} equal cells, not ${last.equals}`;
}

const isLoaded = ({ suite }: Plan) => suite === calibrationSuites.loaded;

async function runExample(
  catalog: Catalog,
  plan: Plan,
  resume: string | undefined,
  events: RunOptions,
): Promise<RunEnd> {
  using _ = isLoaded(plan) ? keepCoreBusy() : undefined;
  if (resume !== undefined) return await resumeRun(catalog, resolve(resume), events);
  const when = plan.madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  return await runPlan(catalog, plan, join(catalog.root, "runs", `${when}-${plan.suite}`), events);
}

async function planOf(catalog: Catalog, options: CalibrateOptions): Promise<Plan> {
  const { rounds = profiles.full.forks, equals = defaultEquals, runtimes, seed, loaded } = options;
  if (rounds < profiles.quick.forks) {
    throw new Usage(
      `Cannot calibrate with ${rounds} rounds: --rounds must be at least ${profiles.quick.forks}`,
    );
  }
  const found = await chooseRuntimes(runtimes);
  return asUsage(() =>
    calibrationPlan(catalog, {
      runtimes: found,
      rounds,
      equals,
      loaded,
      ...(seed === undefined ? {} : { seed }),
    }),
  );
}

/** The plan of the calibration to resume; no other option can apply to it. */
export async function planToResume(folder: string, options: CalibrateOptions): Promise<Plan> {
  const plan = await readPlan(resolve(folder));
  mustBeCalibration(folder, plan);
  const { rounds, equals, runtimes, seed, loaded, dryRun } = options;
  const given = [
    ...Object.entries({ rounds, equals, seed }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`],
    ),
    ...(runtimes.length > 0 ? ["--runtime"] : []),
    ...(dryRun ? ["--dry-run"] : []),
    ...(loaded && !isLoaded(plan) ? ["--loaded"] : []),
  ];
  if (given.length === 0) return plan;
  throw new Usage(`Cannot take ${given.join(", ")} beside --resume: the plan of that calibration stands`);
}

function mustBeCalibration(folder: string, { suite }: Plan): void {
  if (Object.values<string>(calibrationSuites).includes(suite)) return;
  throw new Usage(
    `${folder} is no calibration but a run of the suite ${suite}: byturns bench --resume ${quoted(folder)}`,
  );
}

function printPlan(plan: Plan): void {
  const { forks, expectedMs } = summarizePlan(plan);
  const { equals, pairs } = sizeOf(plan);
  const busy = isLoaded(plan) ? ", while one core is kept busy" : "";
  print(
    `One cell ${equals} times and ${plan.cells.length / plan.runtimes.length - equals} slower copies under each of ${plan.runtimes.length} runtimes, ${pairs} A/A pairs${busy}; ${forks} forks in ${plan.profile.forks} rounds, about ${roughly(expectedMs)}; seed ${plan.seed}`,
  );
}

function sizeOf({ cells, runtimes }: Plan): { equals: number; pairs: number } {
  const equals = cells.filter(({ slowdown }) => slowdown === undefined).length / runtimes.length;
  return { equals, pairs: (runtimes.length * equals * (equals - 1)) / 2 };
}

/**
 * The result of a calibration's run.
 *
 * @throws Usage when the run is not a calibration, or none of its forks is done.
 */
export function resultOf({ folder, plan, environment, forks }: Run): LastCalibration {
  mustBeCalibration(folder, plan);
  const groups = calibrationGroups(plan, forks);
  if (groups.every((group) => group.every(({ values }) => values.length === 0))) {
    throw new Usage(`${folder} has no fork that is done`);
  }
  const rows = calibration(
    groups,
    Object.values(profiles).flatMap(({ name, forks }) =>
      name === "smoke" ? [] : [{ name, forks, design: designOf(name) }],
    ),
  );
  return {
    machine: environment.machines[0]?.id ?? "unknown",
    madeAt: plan.madeAt,
    loaded: isLoaded(plan),
    rounds: plan.profile.forks,
    warmUpMs: plan.profile.warmUpMs,
    measureMs: plan.profile.measureMs,
    equals: sizeOf(plan).equals,
    runtimes: plan.runtimes.map(({ key }) => key),
    rows,
  };
}

/** A calibration as a table: one line for each profile and slowdown. */
export function drawCalibration({ rows, rounds, equals, runtimes, loaded }: LastCalibration): string {
  const lines = rows.map((row: CalibrationRow) => {
    const { profile, forks, slowdown, found, comparisons, worth, held, rounds, foundFixed, contradicted } =
      row;
    return [
      `${profile}, up to ${forks} forks`,
      slowdown === 0 ? "equal" : `${percent(slowdown)} slower`,
      `${percent(found.estimate)} ${slowdown === 0 ? "called different" : "found"}`,
      `${rounds.toFixed(1)} rounds, ${percent(held)} of the intervals held, all at once ${percent(foundFixed)}, contradicted ${percent(contradicted)}`,
      `${percent(found.low)}–${percent(found.high)}; ${comparisons} comparisons, worth ${Math.round(worth)}`,
    ];
  });
  const widths = [0, 1, 2, 3].map((i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const busy = loaded ? ", one core kept busy" : "";
  const most = Math.max(0, ...rows.map(({ forks }) => forks));
  const missing = Object.values(profiles).filter(({ forks }) => forks > Math.max(most, rounds));
  return [
    `${rounds} rounds of ${equals} equal cells and their slower copies under ${runtimes.join(", ")}${busy}`,
    ...lines.map(
      ([profile = "", what = "", found = "", how = "", interval = ""]) =>
        `${profile.padEnd(widths[0] ?? 0)}  ${what.padEnd(widths[1] ?? 0)}  ${found.padStart(widths[2] ?? 0)}  ${how.padEnd(widths[3] ?? 0)}  ${paint("dim", `(${interval})`)}`,
    ),
    "Rounds: what a comparison took until it stopped. All at once: what is found in as many forks with one look at the end.",
    "Comparisons share cells: the intervals are those of as many that share none and know as much, which is what they are worth.",
    ...missing.map(({ name, forks }) => `Of ${name} only --rounds ${forks} can tell.`),
  ].join("\n");
}
