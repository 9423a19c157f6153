// A run as a table: for each question and runtime our time, and each peer as a multiple of it.
import type { Catalog } from "@byturns/lab";
import type { Run } from "@byturns/record";
import {
  type CellSummary,
  type GroupSummary,
  hasInterval,
  type Interval,
  type Summary,
  type Verdict,
} from "@byturns/statistics";
import * as Schema from "effect/Schema";
import type { PeerSuite } from "./suites/index.ts";

const metric = "wallMs";

/** Draws the table. Ratios are the peer's time over ours: above 1, ours is faster. */
export function drawFigures(catalog: Catalog, suite: PeerSuite, run: Run, summary: Summary): string {
  const cells = new Map(summary.cells.map((one) => [one.cell.id, one]));
  const lines: string[] = [];
  for (const group of summary.groups) {
    const mine = group.cells.map((id) => cells.get(id)).filter((one) => one !== undefined);
    const isAsked = ({ cell }: CellSummary) => cell.unsupported !== "not part of this model";
    lines.push("", `${group.example}, ${group.input}`);
    for (const { key } of run.plan.runtimes) {
      const here = mine.filter((one) => one.cell.runtime === key && isAsked(one));
      const ours = here.filter(({ cell }) => suite.ours.includes(cell.model));
      const rows = here.map((one) => [
        `  ${key}`,
        one.cell.model,
        timeOf(one) + memoryOf(one),
        ...ours.map((our) => (our === one ? "ours" : ratioOf(group, one, our))),
        wrongIn(one),
      ]);
      lines.push(
        ...rows.map((row) =>
          row
            .map((text, i) => text.padEnd(widths[i] ?? 44))
            .join(" ")
            .trimEnd(),
        ),
      );
    }
  }
  const { pairs, different } = summary.proof;
  lines.push("", `Of ${pairs} pairs of identical cells ${different} were called different.`);
  return lines.join("\n");

  /** The time of a call, and of an item where the example counts items. */
  function timeOf({ cell, figures: { [metric]: figure } }: CellSummary): string {
    if (figure === undefined) return "–";
    const wallMs = figure.median;
    const spec = catalog.specs[cell.example];
    const one = run.plan.cases.find(({ example, input }) => example === cell.example && input === cell.input);
    const input = spec && Schema.decodeUnknownOption(spec.input)(one?.value);
    const per = input?._tag === "Some" ? spec?.metrics[0] : undefined;
    const figures =
      input?._tag === "Some" ? per?.of({ wallMs, cpuMs: 0 }, input.value, run.plan.threads) : undefined;
    const call = `${wallMs.toPrecision(3)} ms`;
    return figures === undefined ? call : `${call}, ${figures.toPrecision(3)} ${per?.unit} ${per?.id}`;
  }
}

/** The peak of memory, where forks observed it. */
function memoryOf({ figures: { peakRssBytes: peak } }: CellSummary): string {
  return peak === undefined ? "" : `, ${Math.round(peak.median / 1e6)} MB at its peak`;
}

const widths = [14, 24, 34];

/** The peer's time over ours, with its interval and the verdict on it. */
function ratioOf(group: GroupSummary, peer: CellSummary, ours: CellSummary): string {
  const found = timesOver(group, peer, ours);
  if (found === undefined) return "not compared";
  const { estimate, low, high } = found.ratio;
  return `${estimate.toFixed(2)} × ours (${low.toFixed(2)} to ${high.toFixed(2)}), ${found.verdict}`;
}

/**
 * The time of one cell over that of another, in whichever direction it was computed; undefined where they were not
 * compared.
 */
export function timesOver(
  { metrics: { [metric]: compared } }: GroupSummary,
  one: CellSummary,
  other: CellSummary,
): { readonly ratio: Interval; readonly verdict: Verdict } | undefined {
  for (const { a, b, ratio, verdict } of compared?.comparisons ?? []) {
    if (!hasInterval(ratio)) continue;
    if (a === one.cell.id && b === other.cell.id) return { ratio, verdict };
    if (b === one.cell.id && a === other.cell.id) {
      const { estimate, low, high } = ratio;
      return { ratio: { estimate: 1 / estimate, low: 1 / high, high: 1 / low }, verdict };
    }
  }
  return undefined;
}

/** The objection of the check or the process. */
function wrongIn({ cell, outcomes, notCompared }: CellSummary): string {
  if (cell.unsupported !== undefined) return `unsupported: ${cell.unsupported}`;
  const bad = outcomes.filter(({ outcome }) => outcome !== "done");
  if (bad.length === 0) return notCompared ?? "passes its check";
  return bad
    .map(({ outcome, reasons }) => `${outcome}: ${(reasons[0]?.reason ?? "no reason").slice(0, 160)}`)
    .join("; ");
}
