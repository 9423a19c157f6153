// Theirs beside ours, as a table.
import { type CellComparison, compareCells } from "@byturns/statistics";
import type { Check } from "./checks.ts";

/** What was measured of one check under one runtime, in microseconds a unit; one figure for each process. */
export interface Measured {
  readonly check: Check;
  /** Whether the program is that of a checkout, and not one that was written from its description. */
  readonly isTheirOwn: boolean;
  /** The runtime's key. */
  readonly runtime: string;
  readonly theirs: readonly number[];
  readonly ours: readonly number[];
}

/**
 * How far the two figures may be apart to count as equal: the figures come from programs that do not do exactly the
 * same.
 */
const sameWithin = 1.1;

/** One line of the table. */
export interface Row extends Measured {
  /** Our figure divided by theirs. */
  readonly comparison: CellComparison;
  /** Whether the estimate lies within 10 % of theirs. */
  readonly isSame: boolean;
}

/** Compares each; those without figures are left out. */
export function compareOutside(measured: readonly Measured[]): readonly Row[] {
  return measured
    .filter(({ theirs, ours }) => theirs.length > 0 && ours.length > 0)
    .map((one) => {
      const comparison = compareCells(one.ours, one.theirs, { band: sameWithin });
      const { estimate } = comparison.ratio;
      return { ...one, comparison, isSame: estimate <= sameWithin && estimate >= 1 / sameWithin };
    });
}

/** The table as Markdown. */
export function drawOutside(rows: readonly Row[]): string {
  const lines = rows.map(({ check, isTheirOwn, runtime, theirs, ours, comparison, isSame }) => {
    const { estimate, low, high } = comparison.ratio;
    const ratio = `${estimate.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${comparison.verdict}`;
    const why = isSame ? "the same" : check.differs;
    const source = `${check.of}: ${check.source}${isTheirOwn ? "" : ", as described"}`;
    return `| ${source} | ${runtime} | ${check.unit} | ${middle(theirs)} | ${middle(ours)} | ${ratio} | ${why} |`;
  });
  return [
    "| program | runtime | unit | theirs, µs | ours, µs | ours over theirs | |",
    "|---|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

function middle(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] as number).toPrecision(3);
}
