// A comparison that is looked at several times while its forks come in, and ends at the first look that decides it. The
// looks and their levels are fixed before the first fork: a group sequential design (docs/statistics.md).

import { type CellComparison, compareCells } from "../compare.ts";
import { checkPositive } from "../figures/check-values.ts";
import { beyondQuantile } from "../tests/normal.ts";
import { closeBand, equivalenceBand, falseAlarmLevel, forksNeeded, isDecided } from "../verdict.ts";
import { checkLooks, repeatedLevel } from "./repeated-level.ts";

/** What is fixed before the first fork of a run with an open number of rounds. */
export interface SequentialDesign {
  /** Forks of each cell after which comparisons are looked at, ascending; the last is the maximum. */
  readonly looks: readonly number[];
  /** The two-sided level of each look. */
  readonly level: number;
  /** Each look's interval contains the ratios that a test at this level does not reject. */
  readonly intervalLevel: number;
  /** The range that counts as equivalent, as a factor >= 1. */
  readonly band: number;
  /** Whether `close` ends a comparison. Otherwise it continues as long as it could become different or equivalent. */
  readonly stopsAtClose: boolean;
}

/**
 * Why a comparison ended: a verdict, `futile` if none could be reached with the remaining looks, or `lastLook`.
 */
export type StopReason = "different" | "equivalent" | "close" | "futile" | "lastLook";

/** The result for a / b at the look where it ended, or at the last one that was reached. */
export interface SequentialComparison extends CellComparison {
  /** The rounds it uses: those of its look, or all existing rounds if no look was reached yet. */
  readonly rounds: number;
  /** Undefined while it is open. */
  readonly stop: StopReason | undefined;
  /** Estimated number of further rounds until a decision, from its interval; undefined once decided or if unknown. */
  readonly moreRounds: number | undefined;
}

/** One round that both cells were in: undefined if a fork gave no value. */
export interface SharedRound {
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/**
 * The level of every look's interval. Repeated confidence intervals (Jennison and Turnbull 1984) hold at all looks
 * together, and are wider than 95 % at the look where a comparison stops. Only that look is read here; at 4 % a look,
 * 95 % of these intervals hold the true ratio (simulated: docs/statistics.md).
 */
export const lookIntervalLevel = 0.04;

/**
 * A design in which equal cells are called different at any look with a probability of at most `total`.
 *
 * @param looks forks of each cell, ascending integers >= 1. A single look means a fixed number of forks.
 * @param options `total`: above 0 and below 1; default 0.01.
 * @throws RangeError when there is no look, looks do not ascend, or `total` is out of bounds.
 * @example
 * ```ts
 * sequentialDesign([6, 8, 10]).level < 0.01; // true
 * ```
 */
export function sequentialDesign(
  looks: readonly number[],
  {
    band = equivalenceBand,
    stopsAtClose = true,
    total = falseAlarmLevel,
  }: Partial<Pick<SequentialDesign, "band" | "stopsAtClose">> & { readonly total?: number } = {},
): SequentialDesign {
  const level = repeatedLevel(looks, total);
  return { looks, level, intervalLevel: looks.length === 1 ? 0.05 : lookIntervalLevel, band, stopsAtClose };
}

/**
 * Looks that grow by a factor from first to last: closely spaced while forks are few, and further apart when another
 * look would add little.
 *
 * @param first integer >= 1.
 * @param most integer >= 1. If it is not greater than `first`, it is the only look.
 * @param growth from one look to the next, about; above 1. Default: 1.35.
 * @throws RangeError when one is out of bounds.
 * @example
 * ```ts
 * looksUpTo(6, 22); // [6, 8, 11, 15, 22]
 * ```
 */
export function looksUpTo(first: number, most: number, growth: number = usualGrowth): readonly number[] {
  checkLooks([first]);
  checkLooks([most]);
  if (!(growth > 1))
    throw new RangeError(
      `Cannot look at growing numbers of forks with a growth of ${growth}: it must be above 1`,
    );
  const looks: number[] = [];
  for (let look = first; look * leastGrowth < most; ) {
    looks.push(look);
    look = Math.max(look + 1, Math.round(look * growth));
  }
  return [...looks, most];
}

const usualGrowth = 1.35;

/** A look that is closer than this to the last one is left out. */
const leastGrowth = 1.2;

/**
 * Compares two cells by a design, from its first look on. Every look takes the rounds up to it; the first that decides
 * ends the comparison, whatever rounds there are beyond it.
 *
 * @param rounds those that both cells were in, in order.
 * @param better which values are better.
 * @throws RangeError when looks do not ascend, or a value is not finite and above 0.
 * @example
 * ```ts
 * const rounds = [10, 11, 12, 13, 14, 15].map((ms) => ({ a: 2 * ms, b: ms }));
 * compareInLooks(rounds, sequentialDesign([6, 8])).stop; // "different"
 * ```
 */
export function compareInLooks(
  rounds: readonly SharedRound[],
  design: SequentialDesign,
  better: "lower" | "higher" = "lower",
): SequentialComparison {
  const { looks, level, intervalLevel, band } = design;
  checkLooks(looks);
  const upTo = (count: number) => {
    const a = rounds.slice(0, count).flatMap(({ a }) => a ?? []);
    const b = rounds.slice(0, count).flatMap(({ b }) => b ?? []);
    checkPositive(a, "a");
    checkPositive(b, "b");
    return compareCells(a, b, { band, better, level, intervalLevel });
  };
  // A cell may have no figure before a later round: that of a merged run of which one part did not take it.
  const begins = Math.max(
    rounds.findIndex(({ a }) => a !== undefined),
    rounds.findIndex(({ b }) => b !== undefined),
  );
  const reached = looks.filter((look) => look <= rounds.length && look > begins);
  let last: SequentialComparison | undefined;
  for (const look of reached) {
    const seen = upTo(look);
    const stop = stopAt(seen, look, design);
    last = {
      ...seen,
      rounds: look,
      stop,
      moreRounds: stop === undefined ? moreRounds(seen, look, design) : undefined,
    };
    if (stop !== undefined) break;
  }
  if (last !== undefined) return withHopes(last, design);
  const seen = upTo(rounds.length);
  // Nothing is claimed before the first look: the levels are computed for looks from that one on.
  const verdict = seen.claim === "correctness" ? "unclaimed" : "inconclusive";
  const toFirst = (looks.find((look) => look > Math.max(rounds.length, begins)) ?? 0) - rounds.length;
  const more = moreRounds(seen, rounds.length, design);
  return {
    ...seen,
    verdict,
    rounds: rounds.length,
    stop: undefined,
    moreRounds: more === undefined ? undefined : Math.max(more, toFirst),
  };
}

/** A comparison that ended undecided also reports how many rounds would have decided it. */
function withHopes(ended: SequentialComparison, design: SequentialDesign): SequentialComparison {
  const isUndecided = !isDecided(ended.verdict) && ended.stop !== undefined;
  return isUndecided ? { ...ended, moreRounds: moreRounds(ended, ended.rounds, design) } : ended;
}

function stopAt(seen: CellComparison, look: number, design: SequentialDesign): StopReason | undefined {
  const { verdict } = seen;
  if (verdict === "different" || verdict === "equivalent") return verdict;
  if (verdict === "close" && design.stopsAtClose) return verdict;
  if (look === design.looks.at(-1)) return verdict === "close" ? "close" : "lastLook";
  if (!isFutile(seen, look, design)) return undefined;
  return verdict === "close" ? "close" : "futile";
}

/**
 * Whether none of the open verdicts can be reached, assuming that intervals narrow with the square root of the forks
 * and the true ratio is within the current interval.
 */
function isFutile({ ratio }: CellComparison, look: number, design: SequentialDesign): boolean {
  const { looks, level, intervalLevel, band, stopsAtClose } = design;
  const [low, high] = [Math.log(ratio.low), Math.log(ratio.high)];
  const halfWidth = ((high - low) / 2) * Math.sqrt(look / (looks.at(-1) as number));
  const ofTest = halfWidth * (beyondQuantile(level) / beyondQuantile(intervalLevel));
  const nearest = low > 0 ? low : high < 0 ? -high : 0;
  const furthest = Math.max(high, -low);
  const fitsInto = (width: number) => nearest + halfWidth <= Math.log(width);
  const canDiffer = furthest >= Math.max(ofTest, Math.log(band));
  return !canDiffer && !fitsInto(band) && !(stopsAtClose && fitsInto(closeBand));
}

/**
 * How many more rounds until an interval with the same center decides, at the level of one look; undefined if it would
 * take more than twenty times as many. At least as many as are short of a verdict, if every further fork ends well; no
 * more is known of so few.
 */
export function moreRounds(
  { ratio, forks, isBounded }: CellComparison,
  rounds: number,
  { level, intervalLevel, band }: SequentialDesign,
): number | undefined {
  const least = Math.max(1, forksNeeded.verdicts - forks);
  if (!isBounded) return least;
  const halfWidth = Math.log(ratio.high / ratio.low) / 2;
  const distance = Math.abs(Math.log(ratio.estimate));
  // Different needs a test interval without 1, the other verdicts an interval within a band.
  const wider = beyondQuantile(level) / beyondQuantile(intervalLevel);
  const rooms = [
    ...(distance > Math.log(band) ? [distance / wider] : []),
    Math.log(band) - distance,
    Math.log(closeBand) - distance,
  ].filter((room) => room > 0);
  if (rooms.length === 0) return undefined;
  const needed = Math.ceil(rounds * (halfWidth / Math.max(...rooms)) ** 2);
  const more = Math.max(least, needed - rounds);
  return more <= 20 * rounds ? more : undefined;
}
