// Explains one cell: timed as it is, profiled, and counted, each in a separate process.
import {
  countsLine,
  type ExplainedCell,
  outsideLine,
  type ProfileFile,
  samplesOfCell,
  summarizeCounts,
  weigh,
} from "@byturns/explain";
import type { Catalog } from "@byturns/lab";
import { countSystemCalls } from "@byturns/lab/fork/count-system-calls";
import { type ExplainedFork, type ExplainTask, explainFork } from "@byturns/lab/fork/explain-fork";
import type { CountedCollections } from "@byturns/lab/fork/log-collections";
import { Workbench } from "@byturns/lab/fork/workbench";
import type { Outcome } from "@byturns/record";
import { root as hostRoot } from "../catalog.ts";
import { isOwn } from "../own/own-catalog.ts";
import { rulesForOwn } from "./own-rules.ts";

/** What was timed of a cell. */
export interface TimedCell {
  readonly task: ExplainTask;
  /** Units of work a call, > 0. */
  readonly units: number;
  /** What a unit of work takes without the profiler, in microseconds: the mean of each fork. */
  readonly plainUs: readonly number[];
  readonly profiled: ExplainedFork;
}

/** An explained cell, and the files it was explained from. */
export interface CellExplanation {
  readonly cell: ExplainedCell;
  readonly files: readonly ProfileFile[];
}

/** A call that takes less is made as often as one of this. */
const leastCallMs = 0.001;

/** For how long calls are timed without the profiler: forks of a cell differ by more than the calls of one. */
const plainMs = 100;

/** A fork of a cell did not complete correctly; the message names its purpose. */
class CellFailed extends Error {
  override readonly name = "CellFailed";
  readonly _tag = "CellFailed";
  readonly outcome: Outcome;
  constructor(what: string, outcome: Outcome) {
    super(`${what}: ${reasonOf(outcome)}`);
    this.outcome = outcome;
  }
}

/**
 * Times and profiles one cell; nothing else is to run meanwhile. The forks without the profiler stand around the one with
 * it, so that a machine that becomes slower or faster shows as a difference between them.
 *
 * @param units how many units of work one call does, > 0.
 * @throws CellFailed when a fork fails, or its result is wrong.
 */
export async function timeCell(
  catalog: Catalog,
  bench: Workbench,
  task: ExplainTask,
  units: number,
): Promise<TimedCell> {
  const plain = async () => {
    const { measurement } = await fork(catalog, bench, "time", { ...task, measureMs: plainMs });
    // The mean, as the parts of the profile sum to one: a median leaves out pauses that they hold.
    return ((measurement?.wall.meanMs ?? Number.NaN) * 1_000) / units;
  };
  const before = await plain();
  const profiled = await fork(catalog, bench, "profile", task);
  return { task, units, plainUs: [before, await plain()], profiled };
}

/**
 * Counts what a timed cell does, and explains it. What is counted does not depend on what else runs.
 *
 * @throws CellFailed when a fork fails, or its result is wrong.
 * @throws ProfileUnreadable when the runtime wrote no readable profile.
 */
export async function explainTimed(
  catalog: Catalog,
  { task, units, plainUs, profiled }: TimedCell,
): Promise<CellExplanation> {
  await using bench = new Workbench(catalog.root);
  const { counts } = await fork(catalog, bench, "counts", task);
  const callMs = Math.max(leastCallMs, (Math.min(...plainUs) * units) / 1_000);
  const systemCalls = await countSystemCalls(catalog, bench, task, callMs);
  const { root } = catalog;
  const [main, ...others] = profiled.profiles;
  if (main === undefined) throw new RangeError(`${nameOf(task)} wrote no profile`);
  const { samples, threads } = samplesOfCell(main, others);
  const weights = weigh(samples, isOwn(catalog) ? { root, rules: rulesForOwn(hostRoot) } : { root });
  const { notProfiled } = task.runtime.kind.explaining ?? {};
  const calls = profiled.measurement?.calls ?? 1;
  // Where samples tell what collections take, that stands among the parts.
  const collections = perCall(profiled.collections, calls, weights.groups.garbage === 0);
  return {
    cell: {
      name: nameOf(task),
      samples,
      units: units * calls,
      weights,
      threads,
      // Only if there are threads at all.
      notProfiled: task.model === "threads" ? notProfiled : undefined,
      plainUs,
      counts: counts === undefined ? undefined : countsLine(summarizeCounts([counts]), units),
      outside: outsideLine({ systemCalls, collections }, units),
    },
    files: profiled.profiles,
  };
}

async function fork(
  catalog: Catalog,
  bench: Workbench,
  kind: "time" | "profile" | "counts",
  task: ExplainTask,
): Promise<ExplainedFork> {
  const one = await explainFork(catalog, bench, kind, task);
  if (one.outcome._tag !== "done") throw new CellFailed(`${nameOf(task)}, ${kind}`, one.outcome);
  return one;
}

function nameOf({ model, runtime }: ExplainTask): string {
  return `${model}, ${runtime.key}`;
}

function perCall(
  collections: CountedCollections = { notCounted: "the cell was not profiled" },
  calls: number,
  tellsPauses: boolean,
) {
  if ("notCounted" in collections) return collections;
  const { count, pauseMs } = collections;
  return { count: count / calls, ...(tellsPauses && count > 0 ? { pauseMs: pauseMs / calls } : {}) };
}

function reasonOf(outcome: Outcome): string {
  switch (outcome._tag) {
    case "failed":
      return outcome.failure.message;
    case "wrong":
      return outcome.wrong[0] ?? "a wrong result";
    default:
      return outcome._tag;
  }
}
