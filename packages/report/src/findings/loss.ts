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
 * The difference itself, and where it is a unit of work's: how long a unit must take so that the difference is below 1 %.
 *
 * @param ratios what is compared, each with the figure of the better one; at least one.
 */
export function sizeOf(
  ratios: readonly { readonly base: number; readonly interval: { readonly estimate: number } }[],
  metric: MetricFacts,
): string {
  const { unit } = metric;
  const ms = msIn[unit];
  const more = ratios.map(({ base, interval }) => base * (interval.estimate - 1));
  const [low, high] = [figure(Math.min(...more), unit), figure(Math.max(...more), unit)];
  const difference = `, ${low === high ? low : `${low} to ${high}`} more`;
  if (ms === undefined || !isPerUnit(metric)) return difference;
  return `${difference}; below 1 % where a unit of work takes ${duration(100 * ms * Math.max(...more))} or longer`;
}

/** Whether it is what a unit of work costs: an example's own metric in such a unit; a delay or a whole call is none. */
export function isPerUnit({ id, unit }: MetricFacts): boolean {
  return id.includes("/") && (unit === "µs" || unit === "ns");
}
