// What docs/advice.md says of how predictions were held against what was measured: a table, from the file that the benchmark
// records.
import { wrap } from "@byturns/text/table";
import { withParts } from "./marked.ts";

/** How many predictions of those with a measured figure were within a bound. */
interface Share {
  readonly within: number;
  readonly of: number;
  readonly without: number;
  /** The median of their errors, with its sign. */
  readonly medianOff: number;
}

interface Shares {
  readonly p50Ms: Share;
  readonly p99Ms: Share;
  readonly ratePerSecond: Share;
}

/** benchmarks/advice/measured.json. */
interface Held {
  readonly run: string;
  readonly measuredOn: string;
  readonly seed: number;
  readonly workloads: number;
  readonly right: number;
  readonly slowness: number;
  readonly all: Shares;
  readonly calculated: Shares;
  readonly cells: readonly ({ readonly cell: string } & Shares)[];
}

/**
 * The page with its table written anew.
 *
 * @param json the recorded file; undefined where there is none.
 * @throws RangeError when the page lacks the pair of marks.
 */
export function withHeld(page: string, json: string | undefined): string {
  return withParts(page, { held: json === undefined ? none : table(JSON.parse(json)) }, "docs/advice.md");
}

const none = ["Nothing is recorded yet."];

function table({
  run,
  measuredOn,
  seed,
  workloads,
  right,
  slowness,
  all,
  calculated,
  cells,
}: Held): string[] {
  const row = (name: string, { p50Ms, p99Ms, ratePerSecond }: Shares) =>
    `| ${[name, ...[p50Ms, p99Ms, ratePerSecond].map(share)].join(" | ")} |`;
  return [
    "",
    ...wrap(
      `${workloads} workloads (seed ${seed}) on ${measuredOn}, predicted from run ${run}; computing took ${slowness.toFixed(2)} times as long as in it. The recommended cell was the best, or not told apart from it, in **${right} of ${workloads}** (asked: 95 %).`,
      118,
    ),
    "",
    "| | p50 within 20 % (asked: 80 %) | p99 within 25 % | rate until p99 passes its limit within 25 % (asked: 80 %) |",
    "|---|--:|--:|--:|",
    row("all", all),
    row("all, as the calculator says: usual arrivals, no sender", calculated),
    ...cells.map((one) => row(one.cell, one)),
    "",
    ...wrap(
      "Each figure: how many predictions were that near, of those with a measurement to compare with, and the median of all errors. A figure is missing where the sender was late, or where the limit lies beyond the rates that were tried and the prediction does too.",
      118,
    ),
    "",
  ];
}

function share({ within, of, medianOff }: Share): string {
  if (of === 0) return "–";
  const off = Math.round(medianOff * 100);
  return `${within} of ${of} (${Math.round((within / of) * 100)} %), off by ${off > 0 ? "+" : off < 0 ? "−" : ""}${Math.abs(off)} %`;
}
