// Measures what verdicts are worth here: a cell against itself, and against copies of it that are slower by
// construction, for many rounds; then every verdict that a run of so many forks would have given is counted.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { House, RunEnd } from "@byturns/lab";
import { summarisePlan } from "@byturns/lab/estimate";
import { makePlan } from "@byturns/lab/plan";
import { profiles } from "@byturns/lab/profiles";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import { type Plan, type Run, readRun } from "@byturns/record";
import {
  type CalibrationRow,
  type CalibrationSeries,
  calibration,
  factsOf,
} from "@byturns/record/statistics/index";
import type { ReadersInput } from "@byturns/spec/readers";
import { calibrationFile, type LastCalibration } from "./calibrations.ts";
import { roughly } from "./durations.ts";
import { asUsage, Usage } from "./errors.ts";
import { makeHouse } from "./house.ts";
import { showProgress } from "./progress.ts";
import { quoted } from "./quoted.ts";
import { chooseRuntimes } from "./runtimes.ts";
import { paint, say, sayJson, tell } from "./terminal.ts";

/** What to calibrate, as it was typed. */
export interface CalibrateOptions {
  readonly rounds: number;
  readonly runtimes: readonly string[];
  readonly seed: number | undefined;
  readonly resume: string | undefined;
  readonly json: boolean;
}

/** Slower by so much, in the order in which they are told. */
const slowdowns = [0.02, 0.05, 0.1, 0.2];

/** Computing of a call of the cell as it is: some milliseconds, so that a percent is far above a clock's step. */
const units = 4_000;

/** Pairs of equal cells; a cell of its own for each, so that no two pairs share a fork. */
const equalPairs = 2;

const slower = (by: number): ReadersInput => ({
  books: 1,
  chapters: 1,
  units: Math.round(units * (1 + by)),
  mode: "in-turn",
});
const equalName = (pair: number, twin: "a" | "b") => `equal-${pair}${twin}`;
const slowerName = (by: number) => `slower-${by * 100}`;

/**
 * Calibrates this machine, and keeps the figures for the reports.
 *
 * @returns the exit code: 1 when a fork was not `done`, or the records could not be written.
 * @throws Usage when something that was typed is not known or out of its bounds.
 */
export async function calibrateMachine(options: CalibrateOptions, signal: AbortSignal): Promise<number> {
  const house = await makeHouse();
  const onEvent = showProgress(process.stderr);
  const end = await begin(house, options, { onEvent, signal });
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
  events: { readonly onEvent: ReturnType<typeof showProgress>; readonly signal: AbortSignal },
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
  const readers = house.specs.readers;
  if (readers === undefined)
    throw new Error("Calibration computes as readers do, and there is no such example");
  if (rounds < profiles.quick.forks) {
    throw new Usage(
      `Cannot calibrate with ${rounds} rounds: --rounds must be at least ${profiles.quick.forks}`,
    );
  }
  const pairs = Array.from({ length: equalPairs }, (_, i) => i + 1);
  const inputs = Object.fromEntries([
    ...pairs.flatMap((pair) => [
      [equalName(pair, "a"), slower(0)],
      [equalName(pair, "b"), slower(0)],
    ]),
    ...slowdowns.map((by) => [slowerName(by), slower(by)]),
  ]);
  const suite = {
    id: "calibration",
    watchForks: 0,
    cases: Object.keys(inputs).map((input) => ({
      example: "readers",
      input,
      question: "What is a verdict worth here?",
    })),
  };
  const found = await chooseRuntimes(runtimes);
  const narrowed = { ...house, specs: { readers: { ...readers, inputs: { ...readers.inputs, ...inputs } } } };
  return asUsage(() =>
    makePlan(narrowed, {
      suite,
      runtimes: found,
      models: ["promises"],
      profile: "full",
      forks: rounds,
      ...(seed === undefined ? {} : { seed }),
    }),
  );
}

/** What a calibration's run says. */
export function resultOf(run: Run): LastCalibration {
  const machine = run.environment.machines[0]?.id ?? "unknown";
  const series = seriesOf(run);
  if (series.length === 0) throw new Usage(`${run.folder} is no calibration: it has none of its cells`);
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

/** Two cells side by side, for each runtime and slowdown; rounds in which one of them failed are left out. */
export function seriesOf(run: Run): CalibrationSeries[] {
  const { forks } = factsOf(run);
  const byCell = Map.groupBy(forks, ({ cell }) => cell);
  return run.plan.runtimes.flatMap(({ key }) => {
    const medians = (input: string) =>
      new Map(
        (byCell.get(`readers/${input}/promises/${key}`) ?? []).flatMap(
          ({ round, outcome, figures }): [number, number][] =>
            outcome === "done" && figures.wallMs !== undefined ? [[round, figures.wallMs]] : [],
        ),
      );
    const sideBySide = (slowdown: number, base: string, other: string): CalibrationSeries[] => {
      const [ofBase, ofOther] = [medians(base), medians(other)];
      const both = [...ofBase.keys()].filter((round) => ofOther.has(round)).toSorted((a, b) => a - b);
      const take = (from: ReadonlyMap<number, number>) => both.map((round) => from.get(round) as number);
      return both.length === 0 ? [] : [{ slowdown, base: take(ofBase), slower: take(ofOther) }];
    };
    return [
      ...Array.from({ length: equalPairs }, (_, i) =>
        sideBySide(0, equalName(i + 1, "a"), equalName(i + 1, "b")),
      ).flat(),
      ...slowdowns.flatMap((by) => sideBySide(by, equalName(1, "a"), slowerName(by))),
    ];
  });
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
