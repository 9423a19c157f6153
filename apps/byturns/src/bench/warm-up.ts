// Finds the warm-up that each case of a suite needs on this machine, and writes it to the sources of the suites.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import type { WarmUps } from "@byturns/lab";
import { summarizePlan } from "@byturns/lab/plan/estimate";
import { warmUpPlan, warmUpsOf } from "@byturns/lab/plan/warm-up-plan";
import { runPlan } from "@byturns/lab/run-plan";
import { readRun } from "@byturns/record";
import { type Suite, suites } from "@byturns/suites";
import { counted } from "@byturns/text/figures";
import { makeCatalog } from "../catalog.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { roughly } from "../text/durations.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known } from "../text/nearest.ts";
import { print, printError } from "../text/terminal.ts";
import type { CalibrateOptions } from "./calibrate.ts";
import { showProgress } from "./progress.ts";

/** The file of measured warm-ups, relative to the root of the sources. */
const kept = "packages/suites/src/warm-ups.json";

/**
 * Measures how long the cases of a suite take to warm up, and writes that to the sources; other cases are unchanged.
 *
 * @returns the exit code.
 * @throws Usage when the suite does not exist, its calls are made once and without warm-up, or an option is given that
 * is of calibrations alone.
 */
export async function findWarmUps(
  id: string,
  { runtimes, dryRun, ...others }: CalibrateOptions,
  signal: AbortSignal,
): Promise<number> {
  const given = Object.entries(others).filter(([, value]) => value !== undefined && value !== false);
  if (given.length > 0)
    throw new Usage(`Cannot take ${given.map(([name]) => `--${name}`).join(", ")} beside --warm-up`);
  const catalog = await makeCatalog();
  const suite = suites[known("suite", id, Object.keys(suites))] as Suite;
  if (suite.once) throw new Usage(`The suite ${id} makes one call a fork, without warm-up`);
  const plan = warmUpPlan(catalog, { suite, runtimes: await chooseRuntimes(runtimes) });
  if (dryRun) {
    const { forks, cells, expectedMs } = summarizePlan(plan);
    print(
      `${counted(forks, "fork")} of ${counted(cells, "cell")}, about ${roughly(expectedMs)}, for ${kept}`,
    );
    return exitCodes.ok;
  }
  await using temporary = await temporaryFolder();
  const folder = join(temporary.path, "run");
  const progress = showProgress(process.stderr);
  const end = await runPlan(catalog, plan, folder, { onEvent: progress.onEvent, signal });
  progress.clear();
  if (end.ended !== "complete") {
    printError(`Not finished, and nothing was kept: ${end.why ?? end.ended}`);
    return end.ended === "interrupted" ? exitCodes.interrupted : exitCodes.environment;
  }
  const found = warmUpsOf(plan, (await readRun(folder)).forks);
  const file = join(catalog.root, kept);
  const before = JSON.parse(await readFile(file, "utf8")) as WarmUps;
  const all = Object.entries({ ...before, ...found }).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(file, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
  for (const [one, ms] of Object.entries(found)) {
    print(
      `${one}: ${Object.entries(ms)
        .map(([runtime, needed]) => `${runtime} ${needed} ms`)
        .join(", ")}`,
    );
  }
  print(`Kept in ${kept}`);
  return end.bad === 0 ? exitCodes.ok : exitCodes.bad;
}
