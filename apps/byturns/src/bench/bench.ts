// Makes a plan from the command line, runs it, and reports.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Catalog, PlanOptions, PlanSummary, RunEnd } from "@byturns/lab";
import { calibrationSuites } from "@byturns/lab/plan/calibration-plan";
import { summarisePlan } from "@byturns/lab/plan/estimate";
import { makePlan } from "@byturns/lab/plan/plan";
import { profiles } from "@byturns/lab/plan/profiles";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import { type Plan, type ProfileName, readPlan } from "@byturns/record";
import { type Suite, type SuiteCase, suites } from "@byturns/suites";
import { counted } from "@byturns/text/figures";
import { makeCatalog } from "../catalog.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { readDuration, roughly } from "../text/durations.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known, knownAll } from "../text/nearest.ts";
import { quoted } from "../text/quoted.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { type Progress, showProgress } from "./progress.ts";

/** What to measure, from the command line. */
export interface MeasureOptions {
  readonly examples: readonly string[];
  readonly profile: string | undefined;
  readonly suite: string | undefined;
  readonly models: readonly string[];
  readonly runtimes: readonly string[];
  readonly seed: number | undefined;
  readonly forks: number | undefined;
  readonly budget: string | undefined;
  readonly shard: string | undefined;
  readonly threads: number | undefined;
  readonly out: string | undefined;
  readonly resume: string | undefined;
  /** Every cell in all rounds, with one look at the end. */
  readonly fixed?: boolean;
  /** Compares every pair of a case's cells. */
  readonly allPairs?: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Measures, and writes the reports.
 *
 * @returns the exit code: 1 when a fork was not `done`, or the records could not be written.
 * @throws Usage when an argument is unknown or out of bounds.
 */
export async function measure(options: MeasureOptions, signal: AbortSignal): Promise<number> {
  const catalog = await makeCatalog();
  const progress = showProgress(process.stderr);
  const watched = { onEvent: progress.onEvent, signal };
  if (options.resume !== undefined) {
    refuseBesideResume(options);
    const folder = resolve(options.resume);
    await mustBeBench(folder);
    return finish(await resumeRun(catalog, folder, watched), options, progress);
  }
  const plan = await planFor(catalog, options);
  const summary = summarisePlan(plan);
  if (options.dryRun) {
    if (options.json) printJson({ summary, plan });
    else printPlan(plan, summary);
    return 0;
  }
  const folder = resolve(options.out ?? defaultFolder(catalog.root, plan));
  if (existsSync(join(folder, "plan.json"))) {
    throw new Usage(
      `There is a run in ${folder} already. Resume it with: byturns bench --resume ${quoted(folder)}; or name another folder`,
    );
  }
  if (!options.json) printPlan(plan, summary);
  return finish(await runPlan(catalog, plan, folder, watched), options, progress);
}

/**
 * The plan for the command line.
 *
 * @throws Usage when an argument is unknown or out of bounds.
 */
export async function planFor(catalog: Catalog, options: MeasureOptions): Promise<Plan> {
  const { seed, forks, budget, shard, threads } = options;
  const chosen = suites[known("suite", options.suite ?? "main", Object.keys(suites))] as Suite;
  const profile = known("profile", options.profile ?? "quick", Object.keys(profiles)) as ProfileName;
  const examples = knownAll("example", options.examples, Object.keys(catalog.specs), []);
  const suite = withExamples(chosen, examples, catalog);
  const wanted: PlanOptions = {
    suite,
    profile,
    runtimes: await chooseRuntimes(options.runtimes),
    ...(options.models.length === 0 ? {} : { models: knownAll("model", options.models, catalog.models) }),
    ...(examples.length === 0 ? {} : { examples }),
    ...(seed === undefined ? {} : { seed }),
    ...(forks === undefined ? {} : { forks }),
    ...(budget === undefined ? {} : { budgetMs: readDuration("--budget", budget) }),
    ...(shard === undefined ? {} : { shard: readShard(shard) }),
    ...(threads === undefined ? {} : { threads }),
    ...(options.fixed === true ? { fixed: true } : {}),
    ...(options.allPairs === true ? { allPairs: true } : {}),
  };
  return asUsage(() => makePlan(catalog, wanted));
}

/** The suite, plus the `bench` inputs and sweeps of each named example that it lacks. */
function withExamples(suite: Suite, examples: readonly string[], { specs }: Catalog): Suite {
  const lacking = examples.filter((id) => suite.cases.every(({ example }) => example !== id));
  if (lacking.length === 0) return suite;
  const cases = lacking.flatMap((example): SuiteCase[] => [
    ...Object.keys(specs[example]?.inputs ?? {}).flatMap((input) =>
      input.startsWith("bench") ? [{ example, input }] : [],
    ),
    ...Object.keys(specs[example]?.sweeps ?? {}).map((sweep) => ({ example, sweep })),
  ]);
  return { ...suite, cases: [...suite.cases, ...cases] };
}

async function finish(end: RunEnd, options: MeasureOptions, progress: Progress): Promise<number> {
  progress.clear();
  const again = `byturns bench --resume ${quoted(end.folder)}`;
  const sofar = `${end.done} of ${end.forks} forks are recorded in ${end.folder}`;
  if (end.ended === "interrupted") {
    printError(`Interrupted: ${sofar}. Continue with: ${again}`);
    return exitCodes.interrupted;
  }
  if (end.ended === "stopped") {
    printError(`Stopped: ${end.why}. ${sofar}. When that is fixed, continue with: ${again}`);
    return exitCodes.environment;
  }
  const { report } = await import("../results/report.ts");
  await report(end.folder, { json: options.json });
  return end.bad === 0 ? exitCodes.ok : exitCodes.bad;
}

/** Prints a plan before it runs. */
export function printPlan(
  plan: Plan,
  { cells, unsupported, pairs, forks, rounds, cases, expectedMs, mostMs, asked, looks, claim }: PlanSummary,
): void {
  // Two binaries of one version have keys that differ in their end.
  const runtimes = plan.runtimes
    .map(({ title, version, key }) => `${title} ${version}${/\+\d+$/.exec(key)?.[0] ?? ""}`)
    .join(", ");
  const part = plan.shard === undefined ? "" : `, shard ${plan.shard.index}/${plan.shard.of}`;
  print(
    `${paint("bold", `Suite ${plan.suite}, profile ${plan.profile.name}${part}`)}: ${counted(cases, "case")} × ${plan.models.join(", ")} × ${runtimes}`,
  );
  print(
    `${counted(cells, "cell")}${unsupported > 0 ? ` (${unsupported} more unsupported)` : ""}, ${pairs} of them measured twice, as A/A pairs; ${counted(forks, "fork")} in ${counted(rounds, "round")}, about ${roughly(expectedMs)}${looks.length > 1 ? " to the first look" : ""}; seed ${plan.seed}, ${counted(plan.threads, "thread")}`,
  );
  if (asked > 0) {
    const which =
      looks.length > 1
        ? `tested after ${looks.join(", ")} rounds; at most ${roughly(mostMs)}`
        : "tested once, at the end";
    print(`${counted(asked, "comparison")} asked for, ${which}`);
  }
  print(`May claim: ${claim}`);
}

/** The default folder of a run. */
export function defaultFolder(root: string, plan: Plan): string {
  const when = plan.madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  return `${root}/runs/${when}-${plan.suite}-${plan.profile.name}`;
}

function readShard(text: string): { index: number; of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined)
    throw new Usage(`Cannot read --shard ${text}: write which of how many, such as 2/5`);
  return { index: Number(index), of: Number(of) };
}

/** A resumed run keeps its plan, so no other option can apply to it. */
export function refuseBesideResume({
  examples,
  models,
  runtimes,
  dryRun,
  fixed = false,
  allPairs = false,
  ...flags
}: MeasureOptions): void {
  const { json: _, resume: __, ...others } = flags;
  const given = [
    ...Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`])),
    ...(models.length > 0 ? ["--model"] : []),
    ...(runtimes.length > 0 ? ["--runtime"] : []),
    ...(fixed ? ["--fixed"] : []),
    ...(allPairs ? ["--all-pairs"] : []),
    ...(dryRun ? ["--dry-run"] : []),
    ...examples,
  ];
  if (given.length === 0) return;
  throw new Usage(`Cannot take ${given.join(", ")} beside --resume: the plan of that run stands`);
}

/** A calibration is measured under different conditions and has a different report. */
async function mustBeBench(folder: string): Promise<void> {
  const { suite } = await readPlan(folder);
  if (!Object.values<string>(calibrationSuites).includes(suite)) return;
  throw new Usage(`${folder} is a calibration: byturns calibrate --resume ${quoted(folder)}`);
}
