// What each of two runs has of a cell.
import { type Run, type WallTime, whyNoTail } from "@byturns/record";
import type { CellFacts, RunFacts } from "@byturns/statistics";
import type { CellInBoth } from "./drift.ts";

/** A run, and the facts derived from it. */
export interface RunWithFacts {
  readonly run: Run;
  readonly facts: RunFacts;
}

/** One cell of a run. */
export interface CellSeen {
  /** The number of recorded forks, whatever their outcome. */
  readonly forks: number;
  readonly values: readonly number[];
  /** The figures of its duplicate. */
  readonly again: readonly number[] | undefined;
  /** The runtime by the name that both runs share. */
  readonly runtime: string;
  /** Why it is not compared. */
  readonly why: string | undefined;
  /** Why correct forks have no value, where that is known. */
  readonly missing: string | undefined;
}

/** The facts about each cell that ran, under a name that both runs share. */
export function cellsOf({ run, facts }: RunWithFacts, metric: string): Map<string, CellSeen> {
  // A runtime with a name of its own is only like the other run's by that name.
  const plain = run.plan.runtimes.filter(({ key, id }) => key === id || key.startsWith(`${id}@`));
  const versions = Map.groupBy(plain, (runtime) => runtime.id);
  const runtimeOf = (cell: CellFacts) => {
    const id = plain.find(({ key }) => key === cell.runtime)?.id;
    return id !== undefined && versions.get(id)?.length === 1 ? id : cell.runtime;
  };
  const nameOf = (cell: CellFacts) => `${cell.example}/${cell.input}/${cell.model}/${runtimeOf(cell)}`;
  const forks = Map.groupBy(facts.forks, ({ cell }) => cell);
  const done = new Map<string, WallTime[]>();
  for (const { cell, kind, outcome } of run.forks) {
    if (kind !== "time" || outcome._tag !== "done") continue;
    done.set(cell, [...(done.get(cell) ?? []), outcome.measurement.wall]);
  }
  const batchOf = ({ example, input }: CellFacts) =>
    run.plan.cases.find((one) => one.example === example && one.input === input)?.batch ?? 1;
  const valuesOf = (cell: string) =>
    (forks.get(cell) ?? []).flatMap(({ outcome, figures }) =>
      outcome === "done" && figures[metric] !== undefined ? [figures[metric]] : [],
    );
  const duplicates = new Map(facts.cells.map(({ id, duplicateOf }) => [duplicateOf, id]));
  const seen = facts.cells
    .filter(
      // Of a run that has two revisions itself, the head's are compared with another run.
      ({ duplicateOf, unsupported, revision }) =>
        duplicateOf === undefined && unsupported === undefined && revision !== "base",
    )
    .map((cell): [string, CellSeen] => {
      const mine = forks.get(cell.id) ?? [];
      const bad = mine.filter(({ outcome }) => outcome !== "done");
      const values = valuesOf(cell.id);
      const duplicate = duplicates.get(cell.id);
      const again = duplicate === undefined ? undefined : valuesOf(duplicate);
      const [first] = bad;
      const why =
        mine.length === 0
          ? "no fork is recorded"
          : first === undefined
            ? undefined
            : `${bad.length} of ${mine.length} forks ${first.outcome}${first.reason === undefined ? "" : `: ${first.reason}`}`;
      const walls = done.get(cell.id) ?? [];
      const missing = values.length > 0 ? undefined : whyNoTail(metric, walls, batchOf(cell));
      return [nameOf(cell), { forks: mine.length, values, again, runtime: runtimeOf(cell), why, missing }];
    });
  return new Map(seen);
}

/** The cells that both runs have figures of. */
export function inBoth(
  ofBase: ReadonlyMap<string, CellSeen>,
  ofHead: ReadonlyMap<string, CellSeen>,
): CellInBoth[] {
  const isUsable = ({ values, again = [1] }: CellSeen) =>
    values.length > 0 && again.length > 0 && [...values, ...again].every((value) => value > 0);
  return [...ofHead].flatMap(([cell, head]): CellInBoth[] => {
    const base = ofBase.get(cell);
    if (base === undefined || !isUsable(base) || !isUsable(head)) return [];
    return [{ cell, runtime: head.runtime, base, head }];
  });
}
