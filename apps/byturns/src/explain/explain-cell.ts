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
import { countCollections, countSystemCalls, type OutsideCount } from "@byturns/lab/fork/count-outside";
import { type ExplainTask, explainFork } from "@byturns/lab/fork/explain-fork";
import type { Workbench } from "@byturns/lab/fork/workbench";
import type { Outcome } from "@byturns/record";
import { root as hostRoot } from "../catalog.ts";
import { isOwn } from "../own/own-catalog.ts";
import { rulesForOwn } from "./own-rules.ts";

/** An explained cell, and the files it was explained from. */
export interface CellExplanation {
  readonly cell: ExplainedCell;
  readonly files: readonly ProfileFile[];
}

/** A call that takes less is made as often as one of this. */
const leastCallMs = 0.001;

/** How many forks are timed without the profiler. */
const plainForks = 3;

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
 * Explains one cell in forks of their own: timed, profiled, counted from inside and from outside.
 *
 * @param units how many units of work one call does, > 0.
 * @throws CellFailed when a fork fails, or its result is wrong.
 * @throws ProfileUnreadable when the runtime wrote no readable profile.
 */
export async function explainCell(
  catalog: Catalog,
  bench: Workbench,
  task: ExplainTask,
  units: number,
): Promise<CellExplanation> {
  const name = `${task.model}, ${task.runtime.key}`;
  const fork = async (kind: "time" | "profile" | "counts", asked = task) => {
    const one = await explainFork(catalog, bench, kind, asked);
    if (one.outcome._tag !== "done") throw new CellFailed(`${name}, ${kind}`, one.outcome);
    return one;
  };
  // Several short forks: a single one says nothing of how much forks of one cell differ.
  const plainUs: number[] = [];
  for (let i = 0; i < plainForks; i++) {
    const { measurement } = await fork("time", { ...task, measureMs: task.measureMs / 4 });
    // The mean, as the parts of the profile sum to one: a median leaves out pauses that they hold.
    if (measurement !== undefined) plainUs.push((measurement.wall.meanMs * 1_000) / units);
  }
  const profiled = await fork("profile");
  const { counts } = await fork("counts");
  const callMs = Math.max(leastCallMs, (Math.min(...plainUs) * units) / 1_000);
  const systemCalls = perCallOf(await countSystemCalls(catalog, bench, task, callMs));
  const logged = perCallOf(await countCollections(catalog, bench, task, callMs));
  const [main, ...others] = profiled.profiles;
  const { root } = catalog;
  if (main === undefined) throw new RangeError(`${name} wrote no profile`);
  const { samples, threads } = samplesOfCell(main, others);
  const weights = weigh(samples, isOwn(catalog) ? { root, rules: rulesForOwn(hostRoot) } : { root });
  // Where samples tell what collections take, that stands among the parts: a second figure would be of another fork.
  const collections = "count" in logged && weights.groups.garbage > 0 ? { count: logged.count } : logged;
  const { notProfiled } = task.runtime.kind.explaining ?? {};
  return {
    cell: {
      name,
      samples,
      units: units * (profiled.measurement?.calls ?? 1),
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

function perCallOf<Counted>(count: OutsideCount<Counted>): Counted | { readonly notCounted: string } {
  return "perCall" in count ? count.perCall : count;
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
