// `byturns bench --fleet`: the same plan on several machines, and whether its verdicts hold on all of them.
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type FleetEnd, isFleetRun, resumeOnFleet, runOnFleet } from "@byturns/fleet";
import { summarizePlan } from "@byturns/lab/plan/estimate";
import {
  defaultFolder,
  type MeasureOptions,
  planFor,
  printPlan,
  refuseBesideResume,
} from "../bench/bench.ts";
import { makeCatalog } from "../catalog.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { split } from "../text/nearest.ts";
import { quoted } from "../text/quoted.ts";
import { printError, printJson } from "../text/terminal.ts";
import { showFleetProgress } from "./progress.ts";
import { fleetUrl } from "./url.ts";

/** What to measure, and on which fleet. */
export interface FleetBenchOptions extends MeasureOptions {
  readonly url: string;
  readonly machines: readonly string[];
}

/**
 * Measures on a fleet, and writes the reports.
 *
 * @returns the exit code: 1 when a fork was not `done`, or the records could not be written.
 * @throws Usage when an argument is unknown or out of bounds.
 * @throws FleetRefused when a machine cannot accept the plan; FleetUnreachable when the database cannot be reached.
 */
export async function measureOnFleet(options: FleetBenchOptions, signal: AbortSignal): Promise<number> {
  const { url: typed, machines, ...wanted } = options;
  const url = fleetUrl(typed);
  const catalog = await makeCatalog();
  const progress = showFleetProgress(process.stderr);
  const watched = { url, signal, onEvent: progress.onEvent };
  if (wanted.resume !== undefined) {
    refuseBesideResume(wanted);
    const folder = resolve(wanted.resume);
    if (machines.length > 0)
      throw new Usage("Cannot take --machine beside --resume: the machines of that run stand");
    if (!(await isFleetRun(folder)))
      throw new Usage(`${folder} is no run on a fleet: resume it without --fleet`);
    return finish(await resumeOnFleet(catalog, { ...watched, folder }), options, progress.clear);
  }
  if (wanted.shard !== undefined && wanted.seed === undefined) {
    throw new Usage("A shard needs a --seed: give every shard the same one");
  }
  const seed = wanted.seed ?? randomInt(2 ** 32);
  const first = await planFor(catalog, { ...wanted, seed });
  if (wanted.dryRun) {
    if (wanted.json) printJson({ summary: summarizePlan(first), plan: first });
    else printPlan(first, summarizePlan(first));
    return exitCodes.ok;
  }
  const folder = resolve(wanted.out ?? defaultFolder(catalog.root, first));
  if (["plan.json", "fleet.json"].some((name) => existsSync(join(folder, name)))) {
    throw new Usage(
      `There is a run in ${folder} already. Resume it with: byturns bench --fleet … --resume ${quoted(folder)}; or name another folder`,
    );
  }
  if (!wanted.json) printPlan(first, summarizePlan(first));
  const chosen = split(machines);
  const end = await runOnFleet(
    catalog,
    {
      ...watched,
      folder,
      seed,
      ...(chosen.length === 0 ? {} : { machines: chosen }),
      ...(wanted.threads === undefined ? {} : { threads: wanted.threads }),
    },
    (share) => planFor(catalog, { ...wanted, ...share }),
  );
  return finish(end, options, progress.clear);
}

async function finish(
  { ended, folder, machines }: FleetEnd,
  { json }: FleetBenchOptions,
  clear: () => void,
): Promise<number> {
  clear();
  const again = `byturns bench --fleet … --resume ${quoted(folder)}`;
  if (ended !== "complete") {
    for (const { name, end } of machines) {
      const why = end.why === undefined ? "" : `: ${end.why}`;
      printError(`${name}: ${end.ended}, ${end.done} of ${end.forks} forks are recorded${why}`);
    }
    printError(`Continue with: ${again}`);
    return ended === "interrupted" ? exitCodes.interrupted : exitCodes.environment;
  }
  const { report } = await import("../results/report.ts");
  await report(folder, { json });
  return machines.every(({ end }) => end.bad === 0) ? exitCodes.ok : exitCodes.bad;
}
