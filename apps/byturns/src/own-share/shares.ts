// Computes each cell's own share from a run of cells beside their bare work.
import { modelOfBare } from "@byturns/bare";
import { bareSuffix } from "@byturns/context";
import { factsOf, type OwnShare, ownShareLimits, type Run } from "@byturns/record";
import { type CellSummary, compareCells, summarize } from "@byturns/statistics";

/** The limits on a cell's ratio to its bare work, and on the upper end of the ratio's interval. */
const { ratio: mostShare, upperEnd: mostUpperEnd } = ownShareLimits;

/**
 * The own share of every compared cell, in plan order.
 *
 * @param before shares that were measured earlier: what a share over the limits consists of, as written there by hand
 * after `byturns explain`, is kept for the same cell while it is over.
 */
export function ownSharesOf(run: Run, before: readonly OwnShare[] = []): readonly OwnShare[] {
  const reasons = new Map(before.map((one) => [cellOf(one), one.why]));
  const { cells } = summarize(factsOf(run));
  const byPlace = new Map(
    cells.filter(({ cell }) => cell.duplicateOf === undefined).map((one) => [placeOf(one), one]),
  );
  return cells.flatMap((one): OwnShare[] => {
    const { example, input, model, runtime, duplicateOf } = one.cell;
    const bare = byPlace.get(placeOf(one, `${model}${bareSuffix}`));
    if (duplicateOf !== undefined || bare === undefined || modelOfBare(model) !== undefined) return [];
    const [callMs, bareMs] = [timesOf(one), timesOf(bare)];
    if (callMs.length === 0 || bareMs.length === 0) return [];
    const { ratio, verdict, claim } = compareCells(callMs, bareMs, { band: mostShare });
    const isMet = claim === "verdicts" && ratio.estimate <= mostShare && ratio.high <= mostUpperEnd;
    const why = isMet ? undefined : reasons.get(cellOf({ example, input, model, runtime }));
    return [
      {
        ...{ example, input, model, runtime, ratio, verdict, isMet },
        callMs: one.figures.wallMs?.median ?? 0,
        bareMs: bare.figures.wallMs?.median ?? 0,
        ...(why === undefined ? {} : { why }),
      },
    ];
  });
}

/** The shares as a table, and how many of them are within the bounds. */
export function drawOwnShares(shares: readonly OwnShare[]): string {
  if (shares.length === 0) return "No cell was measured beside its bare work.";
  const met = shares.filter(({ isMet }) => isMet).length;
  const rows = shares.map(
    ({ example, input, model, runtime, ratio, verdict, callMs, bareMs, isMet, why }) => [
      `${example}, ${input}`,
      model,
      runtime,
      `${ratio.estimate.toFixed(3)} (${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)})`,
      verdict,
      `${callMs.toPrecision(3)} ms, bare ${bareMs.toPrecision(3)} ms`,
      isMet ? "" : `over: ${why ?? "not explained"}`,
    ],
  );
  const widths = Array.from({ length: 6 }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const share = ((100 * met) / shares.length).toFixed(1);
  return [
    ...lines,
    "",
    `${met} of ${shares.length} cells (${share} %) take at most ${mostShare} times their bare work, with an upper end of at most ${mostUpperEnd.toFixed(2)}.`,
  ].join("\n");
}

/** A cell without its runtime's version: a reason outlives an update. */
const cellOf = ({
  example,
  input,
  model,
  runtime,
}: Pick<OwnShare, "example" | "input" | "model" | "runtime">) =>
  JSON.stringify([example, input, model, runtime.split("@")[0]]);

const placeOf = ({ cell }: CellSummary, model = cell.model) =>
  JSON.stringify([cell.example, cell.input, model, cell.runtime]);

const timesOf = ({ figures, notCompared }: CellSummary): number[] =>
  notCompared !== undefined ? [] : (figures.wallMs?.values.map(({ value }) => value) ?? []);
