// Makes a plan from the command line, runs it, and reports.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Against, Catalog, PlanSummary, RunEnd } from "@byturns/lab";
import { calibrationSuites } from "@byturns/lab/plan/calibration-plan";
import { summarizePlan } from "@byturns/lab/plan/estimate";
import { resumeRun } from "@byturns/lab/run-plan";
import { variablesHere } from "@byturns/lab/runtime/variables";
import { type Plan, readPlan } from "@byturns/record";
import { counted } from "@byturns/text/figures";
import { baseOfPlan, type CatalogLoader, openBase } from "../against/base.ts";
import { expectOf, measureIn, refuseUsed } from "../api/measure.ts";
import { type PlanRequest, planOf } from "../api/plan.ts";
import { readPercent } from "../compare/compare.ts";
import { chooseVariations } from "../inspect/variations.ts";
import { batchHints } from "../own/batch-hints.ts";
import { catalogOfPlan, chooseCatalog } from "../own/choose-catalog.ts";
import { type FoundConfig, findConfig, inConfig } from "../own/config.ts";
import { filesBelow, isOwn, makeOwnCatalog } from "../own/own-catalog.ts";
import { runFaults } from "../own/run-faults.ts";
import { readDuration, roughly } from "../text/durations.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { quoted } from "../text/quoted.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { type Progress, showProgress } from "./progress.ts";
import { withConfig } from "./with-config.ts";

/** What to measure, from the command line. */
export interface MeasureOptions {
  readonly examples: readonly string[];
  readonly profile: string | undefined;
  readonly suite: string | undefined;
  /** Only these inputs of the named examples. */
  readonly inputs?: readonly string[];
  /** Values of the named examples' inputs: `orders=10,100`. */
  readonly settings?: readonly string[];
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
  /** One call in each process. */
  readonly once?: boolean;
  /** When a call is ended, and its cell left out of later rounds: `10s`. */
  readonly cutOff?: string | undefined;
  /** The config that names the runtimes; left out where the command line does. */
  readonly runtimesFrom?: string;
  /** Additional flags and variables of runtimes that `runtimes` names. */
  readonly flags?: readonly string[];
  readonly env?: readonly string[];
  /** A git revision or a folder to compare with. */
  readonly against?: string | undefined;
  /** What counts as a regression against it: `5%`. */
  readonly failOver?: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Measures, and writes the reports.
 *
 * @returns the exit code: `bad` when a fork was not `done` or a file holds no example, `environment` when the records
 * could not be written.
 * @throws Usage when an argument is unknown or out of bounds.
 */
export async function measure(given: MeasureOptions, signal: AbortSignal): Promise<number> {
  const progress = showProgress(process.stderr);
  const watched = { onEvent: progress.onEvent, signal };
  if (given.resume !== undefined) {
    refuseBesideResume(given);
    const folder = resolve(given.resume);
    await mustBeBench(folder);
    const plan = await readPlan(folder);
    const catalog = await catalogOfPlan(plan, folder);
    const base = await baseOfPlan(catalog, plan, { signal, onStep: printError, ...loaderFor(catalog) });
    await expectOf(catalog, plan, signal);
    const ofBase = base === undefined ? {} : { base: base.catalog };
    const end = await resumeRun(catalog, folder, { ...watched, ...ofBase });
    const code = await finish(end, given, progress);
    if (isOwn(catalog)) await printFaults(end.folder, catalog.root);
    return code;
  }
  const config = await findConfig();
  const { args, from, ...defaults } = withConfig(given, config);
  const { catalog, examples, faults } = await chooseCatalog(args, from);
  const models =
    given.models.length > 0 || config === undefined || !isOwn(catalog)
      ? given.models
      : modelsOf(config, catalog);
  const options = { ...given, ...defaults, examples, models };
  const against = await againstFor(catalog, options, signal);
  const plan = await planFor(catalog, options, against);
  const summary = summarizePlan(plan);
  if (options.dryRun) {
    if (options.json) printJson({ summary, plan });
    else printPlan(plan, summary);
    return exitCodes.ok;
  }
  const runs = config?.config.out && resolve(config.folder, config.config.out);
  const folder = resolve(options.out ?? defaultFolder(catalog.root, plan, runs));
  refuseUsed(folder);
  if (!options.json) printPlan(plan, summary);
  const ofBase = against === undefined ? {} : { base: against.catalog };
  const end = await measureIn(catalog, plan, { folder, ...watched, ...ofBase });
  const code = await finish(end, options, progress);
  if (isOwn(catalog)) await printFaults(end.folder, catalog.root);
  // A file that could not be measured is a failure, too; its sentence stands where it is seen last.
  for (const { says } of faults) printError(`Not measured: ${says}`);
  return faults.length > 0 && code === exitCodes.ok ? exitCodes.bad : code;
}

/** The models of a config that these files have: others of the project may have the rest. */
function modelsOf({ file, config: { models = [] } }: FoundConfig, catalog: Catalog): readonly string[] {
  const there = models.filter((one) => catalog.models.includes(one));
  if (models.length > 0 && there.length === 0) {
    throw new Usage(
      `${file}: its models are ${models.join(", ")}, and what is measured has ${catalog.models.join(", ")}: name one of these, or give --model`,
    );
  }
  return there;
}

async function printFaults(folder: string, root: string): Promise<void> {
  for (const one of [...(await runFaults(folder, root)), ...(await batchHints(folder, root))])
    printError(one);
}

/** How another revision of the catalog's files is loaded; nothing for this project's own examples. */
function loaderFor(catalog: Catalog): { readonly load?: CatalogLoader } {
  if (!isOwn(catalog)) return {};
  const load = async (root: string) => {
    // A file that only one revision has is left out of the plan, which says so.
    const files = filesBelow(root, catalog.own.files).filter((file) => existsSync(file));
    const { catalog: base, faults } = await makeOwnCatalog(files, root);
    if (faults.length > 0) throw new Usage(faults.map(({ says }) => says).join("\n"));
    return base;
  };
  return { load };
}

/** The base revision that the command line names; undefined if it names none. */
async function againstFor(
  catalog: Catalog,
  { against, failOver }: MeasureOptions,
  signal: AbortSignal,
): Promise<Against | undefined> {
  if (against === undefined) {
    if (failOver !== undefined)
      throw new Usage("--fail-over needs something to compare with: give --against too");
    return undefined;
  }
  // A limit that cannot be read must not cost an install first.
  const band = failOver === undefined ? undefined : 1 + readPercent(failOver);
  return {
    ...(await openBase(catalog, against, { signal, onStep: printError, ...loaderFor(catalog) })),
    band,
  };
}

/**
 * The plan for the command line.
 *
 * @throws Usage when an argument is unknown or out of bounds.
 */
export async function planFor(catalog: Catalog, options: MeasureOptions, against?: Against): Promise<Plan> {
  const { seed, forks, budget, shard, threads } = options;
  const { found, ignored } = await inConfig(options.runtimesFrom, () => chooseVariations(options));
  const unseen = variablesHere().ignored;
  if (unseen.length > 0)
    printError(
      `Not passed on to measured processes: ${unseen.join(", ")}. To set one: --runtime mine=node --env mine:${unseen[0]}=<value>`,
    );
  for (const one of ignored) printError(`${one}: it changes nothing`);
  const wanted: PlanRequest = {
    examples: options.examples,
    inputs: options.inputs ?? [],
    set: options.settings ?? [],
    models: options.models,
    ...(options.suite === undefined ? {} : { suite: options.suite }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(seed === undefined ? {} : { seed }),
    ...(forks === undefined ? {} : { forks }),
    ...(budget === undefined ? {} : { budgetMs: readDuration("--budget", budget) }),
    ...(shard === undefined ? {} : { shard: readShard(shard) }),
    ...(threads === undefined ? {} : { threads }),
    ...(options.fixed === true ? { fixed: true } : {}),
    ...(options.allPairs === true ? { allPairs: true } : {}),
    ...(options.once === true ? { once: true } : {}),
    ...(options.cutOff === undefined ? {} : { cutOffMs: readDuration("--cut-off", options.cutOff) }),
  };
  return planOf(catalog, wanted, found, against);
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
  const code = end.bad === 0 ? exitCodes.ok : exitCodes.bad;
  const { json, failOver } = options;
  const verdict = await report(end.folder, { json, failOver });
  // With a limit, forks that were not done are in the verdict: broken, or as bad in the base.
  return failOver === undefined || verdict === undefined ? code : verdict.code;
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
  for (const { key, flags = [], environment = {} } of plan.runtimes) {
    const differing = [...flags, ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)];
    if (differing.length > 0) print(`${key} differs from the plain runtime in: ${differing.join(" ")}`);
  }
  if (plan.against !== undefined) {
    const { name, commit, leftOut } = plan.against;
    const at = commit === undefined || commit.startsWith(name) ? "" : ` (${commit.slice(0, 12)})`;
    print(`Compared with ${name}${at}, both in the same rounds`);
    for (const { what, why } of leftOut) print(`${what} is left out: ${why}`);
  }
  print(`May claim: ${claim}`);
}

/**
 * The default folder of a run.
 *
 * @param runs the folder that gets it. Default: `runs` below the root.
 */
export function defaultFolder(root: string, plan: Plan, runs = `${root}/runs`): string {
  const when = plan.madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  return `${runs}/${when}-${plan.suite}-${plan.profile.name}`;
}

function readShard(text: string): { index: number; of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined)
    throw new Usage(`Cannot read --shard ${text}: write which of how many, such as 2/5`);
  return { index: Number(index), of: Number(of) };
}

/** A resumed run keeps its plan, so no other option can apply to it. */
export function refuseBesideResume({ examples, ...typed }: MeasureOptions): void {
  // What counts as a regression changes what is printed of a run, not the run.
  const { json: _, resume: __, failOver: ___, ...others } = typed;
  const isGiven = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  const given = [
    ...Object.entries(others).flatMap(([name, value]) => (isGiven(value) ? [`--${flagOf(name)}`] : [])),
    ...examples,
  ];
  if (given.length === 0) return;
  throw new Usage(`Cannot take ${given.join(", ")} beside --resume: the plan of that run stands`);
}

const flagsByName: Readonly<Record<string, string>> = {
  inputs: "input",
  settings: "set",
  models: "model",
  runtimes: "runtime",
};
const flagOf = (name: string) =>
  flagsByName[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A calibration is measured under different conditions and has a different report. */
async function mustBeBench(folder: string): Promise<void> {
  const { suite } = await readPlan(folder);
  if (!Object.values<string>(calibrationSuites).includes(suite)) return;
  throw new Usage(`${folder} is a calibration: byturns calibrate --resume ${quoted(folder)}`);
}
