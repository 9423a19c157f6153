// The requirements over all workloads.
import type { Compared, Judged, JudgedCell } from "./judge.ts";

/** How many of those with a figure are within a bound. */
export interface Share {
  readonly within: number;
  readonly of: number;
  /** Those without a figure. */
  readonly without: number;
  /** The median of the errors, with their sign: what a model is off by on the whole. */
  readonly medianOff: number;
}

const bounds = { p50Ms: 0.2, p99Ms: 0.25, ratePerSecond: 0.25 } as const;

/** The share of predictions within a bound. */
function shareOf(compared: readonly Compared[], bound: number): Share {
  const offs = compared.flatMap(({ off }) => (off === undefined ? [] : [off])).toSorted((a, b) => a - b);
  return {
    within: offs.filter((off) => Math.abs(off) <= bound).length,
    of: offs.length,
    without: compared.length - offs.length,
    medianOff: offs[Math.floor(offs.length / 2)] ?? 0,
  };
}

/** The shares of all that is predicted of some cells. */
export function sharesOf(cells: readonly JudgedCell[]): Record<keyof typeof bounds, Share> {
  const one = (name: keyof typeof bounds) =>
    shareOf(
      cells.map((cell) => cell[name]),
      bounds[name],
    );
  return { p50Ms: one("p50Ms"), p99Ms: one("p99Ms"), ratePerSecond: one("ratePerSecond") };
}

/** A line for each requirement, then one for each cell. */
export function tally(judged: readonly Judged[]): string[] {
  const cells = judged.flatMap((one) => one.cells);
  const right = judged.filter(({ isRight }) => isRight).length;
  const line = (what: string, asked: string, name: keyof typeof bounds) => {
    const { within, of, without } = sharesOf(cells)[name];
    return `${what} within ${bounds[name] * 100} %: asked ${asked}, measured ${within} of ${of} (${percent(within / of)}), ${without} without a figure`;
  };
  return [
    "",
    `Recommended cell the best or not told apart from it: asked 95 %, measured ${right} of ${judged.length} (${percent(right / judged.length)})`,
    line("p50", "80 %", "p50Ms"),
    line("Rate at which p99 passes its limit", "80 %", "ratePerSecond"),
    ...[...Map.groupBy(cells, ({ cell }) => cell)].map(([cell, ones]) => {
      const part = (what: string, name: keyof typeof bounds) => {
        const { within, of, medianOff } = sharesOf(ones)[name];
        return `${what} ${within} of ${of}, median error ${percent(medianOff)}`;
      };
      return `  ${cell}: ${part("p50", "p50Ms")}; p99 ${part("", "p99Ms").trim()}; ${part("rate", "ratePerSecond")}`;
    }),
  ];
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
