// How large a difference is, beside how many times: what a reader could lose.
import type { MetricFacts } from "@byturns/statistics";
import { duration, figure, msIn } from "@byturns/text/figures";

/** A ratio that is at least `low`, on a figure of `base`, as a number by which findings of one kind can be ranked. */
export function lossOf(base: number, low: number, { unit }: MetricFacts): number {
  const ms = msIn[unit];
  // Bytes and milliseconds have no common measure: what is no time comes after all times, by its ratio.
  return ms === undefined ? 1e-9 * Math.log(low) : base * (low - 1) * ms;
}

/**
 * By how much one is worse: the difference of the two medians, as tables show them. A factor compares the better halves,
 * and would make of the better median a difference that no table has; it is used only where the medians point the other
 * way, or the worse one is not known.
 */
export function moreOf(
  {
    worse,
    base,
    times,
  }: { readonly worse: number | undefined; readonly base: number; readonly times: number },
  { better }: Pick<MetricFacts, "better">,
): number {
  const apart = (worse ?? Number.NaN) - base;
  const more = better === "lower" ? apart : -apart;
  return more > 0 ? more : Math.abs(base * (better === "lower" ? times - 1 : 1 - 1 / times));
}

/**
 * The difference itself, and where it is a unit of work's: how long a unit must take so that the difference is below 1 %.
 *
 * @param ratios what is compared, each with the medians of the worse and the better one; at least one.
 */
export function sizeOf(
  ratios: readonly {
    readonly worse?: number | undefined;
    readonly base: number;
    readonly interval: { readonly estimate: number };
  }[],
  metric: MetricFacts,
): string {
  const { unit } = metric;
  const ms = msIn[unit];
  const more = ratios.map(({ worse, base, interval }) =>
    moreOf({ worse, base, times: interval.estimate }, metric),
  );
  const [low, high] = [figure(Math.min(...more), unit), figure(Math.max(...more), unit)];
  const difference = `, ${low === high ? low : `${low} to ${high}`} more`;
  if (ms === undefined || !isPerUnit(metric)) return difference;
  return `${difference}; below 1 % where a unit of work takes ${duration(100 * ms * Math.max(...more))} or longer`;
}

/** Whether it is what a unit of work costs: an example's own metric in such a unit; a delay or a whole call is none. */
export function isPerUnit({ id, unit }: MetricFacts): boolean {
  return id.includes("/") && (unit === "µs" || unit === "ns");
}
