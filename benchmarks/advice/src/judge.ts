// How far predictions are from what was measured.
import type { Advice } from "@byturns/advice";
import type { Measured } from "./measure.ts";

/** One prediction beside its measurement. */
interface Deviation {
  readonly text: string;
  /** Relative to what was measured; undefined where there is nothing to compare. */
  readonly off: number | undefined;
}

/** One workload. */
export interface Judged {
  readonly cells: readonly { readonly cell: string; readonly p50: Deviation; readonly rate: Deviation }[];
  readonly recommended: string;
  readonly best: string;
  readonly isRight: boolean;
}

/** The name of a cell without the runtime's version. */
const nameOf = ({ model, runtime }: { readonly model: string; readonly runtime: string }) =>
  `${model}/${runtime.split("@")[0]}`;

/** Compares a workload's predictions with its measurement. */
export function judge({ cells, workload }: Advice, { summary, rates }: Measured): Judged {
  const found = (input: string, name: string) =>
    summary.cells.find(
      ({ cell }) => cell.input === input && cell.duplicateOf === undefined && nameOf(cell) === name,
    );
  const medianOf = (input: string, name: string, metric: string) =>
    found(input, name)?.figures[metric]?.median;
  const group = summary.groups.find(({ input }) => input === "asked")?.metrics["mix/latency-p99"];
  const names = new Map(summary.cells.map(({ cell }) => [cell.id, nameOf(cell)]));
  const [first] = cells.toSorted((a, b) => a.p99Ms.estimate - b.p99Ms.estimate);
  const recommended = first === undefined ? "none" : nameOf(first);
  const best = names.get(group?.best ?? "") ?? "none";
  return {
    cells: cells.map((one) => {
      const cell = nameOf(one);
      const p99s = rates.map((_, i) => medianOf(`rate-${i}`, cell, "mix/latency-p99"));
      return {
        cell,
        p50: errorOf(one.p50Ms.estimate, medianOf("asked", cell, "mix/latency-p50"), "ms"),
        rate: errorOf(one.rateWithinDeadline.estimate, passesAt(rates, p99s, workload.deadlineMs), "/s"),
      };
    }),
    recommended,
    best,
    isRight: [best, ...(group?.bestTied ?? []).map((id) => names.get(id))].includes(recommended),
  };
}

/** Where measured figures first pass a limit, between two rates on a line; undefined if they do not in this range. */
function passesAt(
  rates: readonly number[],
  figures: readonly (number | undefined)[],
  limit: number,
): number | undefined {
  for (let i = 1; i < rates.length; i++) {
    const [before, after] = [figures[i - 1], figures[i]];
    if (before === undefined || after === undefined || before > limit) return undefined;
    if (after <= limit) continue;
    const [from, to] = [rates[i - 1] as number, rates[i] as number];
    return from + ((to - from) * (limit - before)) / (after - before);
  }
  return undefined;
}

function errorOf(predicted: number, measured: number | undefined, unit: string): Deviation {
  const text = `predicted ${predicted.toPrecision(3)} ${unit}`;
  if (measured === undefined)
    return { text: `${text}, no figure: not in this range, or the sender was late`, off: undefined };
  const off = predicted / measured - 1;
  return { text: `${text}, measured ${measured.toPrecision(3)} ${unit} (${(off * 100).toFixed(0)} %)`, off };
}

/** The requirements over all workloads, a line each. */
export function tally(judged: readonly Judged[]): string[] {
  const share = (what: string, asked: string, errors: readonly Deviation[], within: number) => {
    const known = errors.flatMap(({ off }) => (off === undefined ? [] : [Math.abs(off)]));
    const good = known.filter((off) => off <= within).length;
    return `${what} within ${within * 100} %: asked ${asked}, measured ${good} of ${known.length}, ${errors.length - known.length} without a figure`;
  };
  const cells = judged.flatMap((one) => one.cells);
  const right = judged.filter(({ isRight }) => isRight).length;
  return [
    "",
    `Recommended cell the best or not told apart from it: asked 95 %, measured ${right} of ${judged.length}`,
    share(
      "p50",
      "80 %",
      cells.map(({ p50 }) => p50),
      0.2,
    ),
    share(
      "Rate at which p99 passes its limit",
      "80 %",
      cells.map(({ rate }) => rate),
      0.25,
    ),
  ];
}
