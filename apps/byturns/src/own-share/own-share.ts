// Measures every cell beside the same work written bare, in one interleaved run, and reports the ratio.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { bareSuffix } from "@byturns/context";
import type { Catalog, PlanOptions, RunEnd } from "@byturns/lab";
import { summarizePlan } from "@byturns/lab/plan/estimate";
import { makePlan } from "@byturns/lab/plan/plan";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import {
  type OwnShares,
  ownShareFile,
  type Plan,
  readOwnSharesFile,
  readPlan,
  readRun,
} from "@byturns/record";
import { specs } from "@byturns/spec";
import { suites } from "@byturns/suites";
import { expectOf } from "../api/measure.ts";
import { type PlanRequest, planOf } from "../api/plan.ts";
import { defaultFolder, printPlan } from "../bench/bench.ts";
import { showProgress } from "../bench/progress.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { isOwn, type OwnCatalog } from "../own/own-catalog.ts";
import { runFaults } from "../own/run-faults.ts";
import { readDuration, roughly } from "../text/durations.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { knownAll } from "../text/nearest.ts";
import { quoted } from "../text/quoted.ts";
import { print, printError, printJson } from "../text/terminal.ts";
import { bareCatalogOfPlan, chooseBareCatalog } from "./bare-catalog.ts";
import { drawOwnShares, ownSharesOf } from "./shares.ts";

/** What to measure, from the command line. */
export interface OwnShareOptions {
  readonly examples: readonly string[];
  readonly models: readonly string[];
  readonly runtimes: readonly string[];
  readonly forks: number;
  readonly budget?: string | undefined;
  readonly seed: number | undefined;
  readonly threads: number | undefined;
  readonly out: string | undefined;
  readonly resume: string | undefined;
  /** A file for the shares beside that of the run's folder; reports and pages show the committed one. */
  readonly write: string | undefined;
  /** Prints the shares of an existing run, without measuring. */
  readonly show: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** A run that takes longer says first how to take less. */
const longMs = 600_000;

/** The name of this command's runs. */
const suiteId = "own-share";

/**
 * What a fork takes of the `full` profile's times: 30 ms to measure, after the case's own warm-up. More forks tell more
 * about a ratio than longer ones, and all cells with 8 forks fit into 40 minutes on two cores.
 */
const share = 0.6;

/**
 * Measures, prints the table, and writes `own-share.json` into the run's folder.
 *
 * @returns the exit code: `bad` when a fork was not `done`, `environment` when the records could not be written.
 * @throws Usage when an argument is unknown or out of bounds.
 */
export async function ownShare(options: OwnShareOptions, signal: AbortSignal): Promise<number> {
  if (options.write !== undefined && !existsSync(dirname(resolve(options.write)))) {
    throw new Usage(`Cannot write ${options.write}: there is no folder ${dirname(resolve(options.write))}`);
  }
  if (options.show !== undefined) {
    await mustBeOwnShare(resolve(options.show));
    await show(resolve(options.show), options);
    return exitCodes.ok;
  }
  const progress = showProgress(process.stderr);
  const observed = { onEvent: progress.onEvent, signal };
  if (options.resume !== undefined) {
    const folder = resolve(options.resume);
    const planned = await mustBeOwnShare(folder);
    const catalog = await bareCatalogOfPlan(planned, folder);
    await expectOf(catalog, planned, signal);
    return finish(catalog, await resumeRun(catalog, folder, observed));
  }
  const { catalog, examples, faults } = await chooseBareCatalog(options.examples);
  const plan = await planFor(catalog, { ...options, examples });
  if (options.dryRun) {
    if (options.json) printJson({ summary: summarizePlan(plan), plan });
    else printPlan(plan, summarizePlan(plan));
    return exitCodes.ok;
  }
  const folder = resolve(options.out ?? defaultFolder(catalog.root, plan));
  if (existsSync(join(folder, "plan.json"))) {
    throw new Usage(`There is a run in ${folder} already: name another folder, or go on with --resume`);
  }
  const summary = summarizePlan(plan);
  if (!options.json) printPlan(plan, summary);
  if (summary.expectedMs > longMs && options.budget === undefined) {
    printError(
      `This takes about ${roughly(summary.expectedMs)}. For less, name examples, or give --model, --runtime or --budget 10m; Ctrl-C keeps what is recorded`,
    );
  }
  await expectOf(catalog, plan, signal);
  const code = await finish(catalog, await runPlan(catalog, plan, folder, observed));
  for (const { says } of faults) printError(`Not measured: ${says}`);
  return faults.length > 0 && code === exitCodes.ok ? exitCodes.bad : code;

  async function finish(of: Catalog, { ended, folder, done, forks, bad, why }: RunEnd): Promise<number> {
    progress.clear();
    if (isOwn(of)) for (const one of await runFaults(folder, of.root)) printError(one);
    if (ended !== "complete") {
      const reason = ended === "stopped" ? `Stopped: ${why}. ` : "Interrupted: ";
      printError(`${reason}${done} of ${forks} forks are recorded; go on with --resume ${quoted(folder)}`);
      return ended === "stopped" ? exitCodes.environment : exitCodes.interrupted;
    }
    await show(folder, options);
    return bad === 0 ? exitCodes.ok : exitCodes.bad;
  }
}

async function planFor(catalog: Catalog, options: OwnShareOptions): Promise<Plan> {
  if (isOwn(catalog)) return planOfFiles(catalog, options);
  const { examples, models, runtimes, forks, budget, seed, threads } = options;
  const { reference } = suites;
  if (reference === undefined) throw new RangeError("There is no suite reference");
  const bare = catalog.models.filter((model) => model.endsWith(bareSuffix));
  const own = bare.map((model) => model.slice(0, -bareSuffix.length));
  const chosen = knownAll("model", models, own, own);
  const inSuite = [...new Set(reference.cases.map(({ example }) => example))];
  const { forks: _, ...suite } = reference;
  const wanted: PlanOptions = {
    suite: {
      ...suite,
      share,
      id: suiteId,
      models: chosen.flatMap((model) => [model, `${model}${bareSuffix}`]),
    },
    runtimes: await chooseRuntimes(runtimes),
    profile: "full",
    // The ratios of all cells are wanted with their intervals, so no cell stops before the others.
    fixed: true,
    forks,
    ...(examples.length === 0 ? {} : { examples: knownAll("example", examples, inSuite) }),
    ...(budget === undefined ? {} : { budgetMs: readDuration("--budget", budget) }),
    ...(seed === undefined ? {} : { seed }),
    ...(threads === undefined ? {} : { threads }),
  };
  return asUsage(() => makePlan(catalog, wanted));
}

/** All inputs of the files, in the models that have bare work. */
async function planOfFiles(
  catalog: OwnCatalog,
  { examples, models, runtimes, forks, budget, seed, threads }: OwnShareOptions,
): Promise<Plan> {
  const own = Object.values(catalog.own.bare).flat();
  const wanted: PlanRequest = {
    examples,
    models: knownAll("model", models, own, own).flatMap((model) => [model, `${model}${bareSuffix}`]),
    ...{ profile: "full", fixed: true, forks },
    ...(budget === undefined ? {} : { budgetMs: readDuration("--budget", budget) }),
    ...(seed === undefined ? {} : { seed }),
    ...(threads === undefined ? {} : { threads }),
  };
  return { ...(await planOf(catalog, wanted, await chooseRuntimes(runtimes))), suite: suiteId };
}

/** @returns the run's plan. */
async function mustBeOwnShare(folder: string): Promise<Plan> {
  const plan = await readPlan(folder);
  if (plan.suite === suiteId) return plan;
  throw new Usage(
    `The run in ${folder} is of the suite ${plan.suite}, and has no bare work: it is read by byturns report`,
  );
}

async function show(folder: string, { json, write }: OwnShareOptions): Promise<void> {
  const run = await readRun(folder);
  const before = write === undefined ? undefined : await readOwnSharesFile(resolve(write));
  const shares = ownSharesOf(run, before?.shares);
  const { plan, environment } = run;
  const { commit, dirty } = environment;
  const file: OwnShares = {
    schema: 1,
    plan: plan.id,
    ...(commit === undefined ? {} : { commit: `${commit.slice(0, 12)}${dirty ? " and changes" : ""}` }),
    date: plan.madeAt,
    command: commandOf(plan),
    forks: plan.profile.forks,
    shares,
  };
  const written = [join(folder, ownShareFile), ...(write === undefined ? [] : [resolve(write)])];
  for (const path of written) await writeFile(path, `${JSON.stringify(file, null, 1)}\n`);
  if (json) printJson(shares);
  else {
    print(drawOwnShares(shares));
    printError(`\nWrote ${written.join(" and ")}`);
  }
}

/** The command that makes such a run again, on any machine. */
function commandOf({ cases, files, models, runtimes, seed, threads, profile }: Plan): string {
  const examples =
    files === undefined
      ? [...new Set(cases.map(({ example }) => example))]
      : Object.values(files).map((file) => quoted(`./${file}`));
  const own = models.filter((model) => !model.endsWith(bareSuffix));
  return [
    "byturns own-share",
    ...(files === undefined && examples.length === Object.keys(specs).length ? [] : examples),
    `--model ${own.join(",")} --runtime ${runtimes.map(({ id }) => id).join(",")}`,
    `--forks ${profile.forks} --seed ${seed} --threads ${threads}`,
  ].join(" ");
}
