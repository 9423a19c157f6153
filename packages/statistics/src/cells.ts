// The cells of a run with their figures, each separately: not yet compared with one another.

import type { Fitted } from "./curves/fitted.ts";
import type { CellFacts, ForkFacts, RunFacts } from "./facts.ts";
import { distribution } from "./figures/distribution.ts";
import { medianInterval } from "./figures/median-interval.ts";
import type { CellSummary, FigureSummary, OutcomeCount } from "./summary.ts";

/** The cells of a run, not yet compared with one another. */
export function cellsOf(run: RunFacts): CellSummary[] {
  const forksOf = forksByCell(run);
  return run.cells.map((cell) => summarizeCell(cell, forksOf.get(cell.id) ?? [], run));
}

function forksByCell(run: RunFacts): Map<string, ForkFacts[]> {
  const forksOf = new Map(run.cells.map(({ id }) => [id, [] as ForkFacts[]]));
  for (const fork of run.forks) {
    const forks = forksOf.get(fork.cell);
    if (forks === undefined) {
      throw new RangeError(`Cannot summarize a fork of ${fork.cell}: the plan has no such cell`);
    }
    forks.push(fork);
  }
  for (const { id, duplicateOf } of run.cells) {
    if (duplicateOf !== undefined && !forksOf.has(duplicateOf)) {
      throw new RangeError(`Cannot summarize ${id}: its duplicate ${duplicateOf} is not in the plan`);
    }
  }
  return forksOf;
}

function summarizeCell(cell: CellFacts, forks: readonly ForkFacts[], run: RunFacts): CellSummary {
  const done = forks.filter(({ outcome }) => outcome === "done");
  const figures = run.metrics.flatMap(({ id }) => {
    const values = done.flatMap(({ round, figures: { [id]: value } }) =>
      value === undefined ? [] : [{ round, value }],
    );
    return values.length === 0 ? [] : [[id, summarizeFigure(id, values, cell)] as const];
  });
  const notCompared = reasonNotCompared(cell, forks);
  return {
    cell,
    planned: cell.planned,
    recorded: forks.length,
    done: done.length,
    outcomes: countOutcomes(forks),
    ...(notCompared === undefined ? {} : { notCompared }),
    figures: Object.fromEntries(figures),
  };
}

function reasonNotCompared(cell: CellFacts, forks: readonly ForkFacts[]): string | undefined {
  if (cell.unsupported !== undefined) return cell.unsupported;
  const wrong = forks.find(({ outcome }) => outcome === "wrong");
  if (wrong !== undefined) return `an output was wrong: ${wrong.reason ?? "no reason was recorded"}`;
  if (!forks.some(({ outcome }) => outcome === "done")) return "no fork ended well";
  // The forks that ended in time are the faster ones, so their figures would flatter the cell.
  const atLimits = forks.filter(({ outcome }) => outcome === "timedOut" || outcome === "outOfMemory");
  const [first] = atLimits;
  return first === undefined
    ? undefined
    : `${atLimits.length} of ${forks.length} forks ended at a limit: ${first.reason ?? first.outcome}`;
}

function summarizeFigure(
  metric: string,
  unordered: readonly { round: number; value: number }[],
  { ideal }: CellFacts,
): FigureSummary {
  const values = unordered.toSorted((one, other) => one.round - other.round);
  const numbers = values.map(({ value }) => value);
  const overIdeal =
    metric === "wallMs" && ideal !== undefined && ideal.ms > 0
      ? { overIdeal: overIdealOf(numbers, ideal.ms) }
      : {};
  const { spread, ...shape } = distribution(numbers);
  // A single fork has no spread.
  const spreadOf = values.length > 1 ? { spread } : {};
  return { forks: values.length, ...shape, ...spreadOf, values, ...overIdeal, tiedWith: [] };
}

function countOutcomes(forks: readonly ForkFacts[]): OutcomeCount[] {
  return [...Map.groupBy(forks, ({ outcome }) => outcome)].map(([outcome, alike]) => {
    const withReason = alike.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    const reasons = [...Map.groupBy(withReason, (reason) => reason)]
      .map(([reason, { length }]) => ({ reason, forks: length }))
      .sort((one, other) => other.forks - one.forks);
    return { outcome, forks: alike.length, reasons };
  });
}

function overIdealOf(ms: readonly number[], idealMs: number): Fitted {
  const { estimate, low, high } = medianInterval(ms);
  if (ms.length < 2) return { estimate: estimate / idealMs };
  return { estimate: estimate / idealMs, low: low / idealMs, high: high / idealMs };
}
