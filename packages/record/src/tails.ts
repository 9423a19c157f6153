// The tails of calls: quantiles of one fork's calls, each an observation of that fork like its time.
//
// The calls of a fork depend on one another, so the fork stays the unit: a cell's tail is the median over its forks of
// each fork's own quantile (type 7 of Hyndman and Fan, 1996), with the interval between two order statistics of those
// values that the sign test gives (`medianInterval`; Conover, Practical Nonparametric Statistics, 1999, chapter 3), and
// cells are compared by the same test as times are. A quantile with fewer than five expected calls beyond it is
// nearly the slowest call, which is no figure of the program: such a fork has none. Slow forks time fewer calls, so a
// cell has a tail only if all its forks have one.
import { quantile } from "@byturns/statistics/figures/distribution";
import type { WallTime } from "./protocol.ts";

interface Tail {
  /** The metric's id, and its short name on the command line. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly share: number;
  /** How many calls a fork must time. */
  readonly calls: number;
}

const expectedBeyond = 5;

const tails: readonly Tail[] = [
  { name: "p95", title: "Time, 95th percentile", share: 0.95 },
  { name: "p99", title: "Time, 99th percentile", share: 0.99 },
].map((tail) => ({
  ...tail,
  id: `wall${tail.name.toUpperCase()}Ms`,
  calls: Math.round(expectedBeyond / (1 - tail.share)),
}));

/** The metrics, as a summary takes them. */
export const tailMetrics = tails.map(
  ({ id, title }) => ({ id, title, unit: "ms", better: "lower", kind: "time" }) as const,
);

/** The tails' short names. */
export const tailNames = tails.map(({ name }) => name);

/** A metric's id by its short name, `p95` or `p99`; any other name stays. */
export function metricNamed(name: string): string {
  return tails.find((tail) => tail.name === name)?.id ?? name;
}

/**
 * A fork's tails, by metric id; left out where too few calls were timed, or `batch` calls together.
 *
 * @param batch how many calls each sample is the mean of.
 */
export function tailsOf(wall: WallTime, batch: number): Readonly<Record<string, number>> {
  if (batch > 1) return {};
  return Object.fromEntries(
    tails
      .filter(({ calls }) => wall.samples >= calls)
      .flatMap(({ id, share }) => {
        const value = share === 0.99 ? wall.p99Ms : (wall.p95Ms ?? thinned(wall, share));
        return value === undefined ? [] : [[id, value]];
      }),
  );
}

/** A record of an earlier version has no p95 of all its calls; the evenly thinned ones hold enough for it. */
function thinned({ samplesMs }: WallTime, share: number): number | undefined {
  return samplesMs.length === 0 ? undefined : quantile(samplesMs, share);
}

/**
 * The tails of each fork of a cell, by metric id: those that all of its forks have.
 *
 * @param walls the times of the cell's correct `time` forks.
 * @param batch how many calls each sample is the mean of.
 */
export function tailsOfCell(
  walls: readonly WallTime[],
  batch: number,
): ReadonlyMap<WallTime, Readonly<Record<string, number>>> {
  const each = walls.map((wall) => tailsOf(wall, batch));
  const shared = tails.filter(({ id }) => each.every((one) => one[id] !== undefined));
  return new Map(
    walls.map((wall, i) => [wall, Object.fromEntries(shared.map(({ id }) => [id, each[i]?.[id] as number]))]),
  );
}

/** What a reader has to know before trusting a tail, in a sentence; undefined for any other metric. */
export function tailWarning(metric: string): string | undefined {
  const tail = tails.find(({ id }) => id === metric);
  if (tail === undefined) return undefined;
  return `A ${tail.name} is one quantile a fork, of at least ${tail.calls} calls. It varies between forks several times as much as the time does: it takes many more forks to decide.`;
}

/**
 * Why forks have no tail: how many calls it takes, and how many they timed.
 *
 * @returns a reason to stand beside the cell; undefined where the metric is no tail, or every fork has it.
 */
export function whyNoTail(metric: string, walls: readonly WallTime[], batch: number): string | undefined {
  const tail = tails.find(({ id }) => id === metric);
  if (tail === undefined || walls.length === 0) return undefined;
  if (batch > 1) {
    return `no ${tail.name}: a sample is the mean of ${batch} calls, which are too short to be timed one by one`;
  }
  const least = walls.reduce((all, { samples }) => Math.min(all, samples), Number.POSITIVE_INFINITY);
  if (least >= tail.calls) return undefined;
  return `no ${tail.name}: it needs ${tail.calls} calls in every fork, and a fork timed ${least}; measure longer`;
}
