// A cell whose forks fall into two groups, in words.
import type { TwoModes } from "@byturns/statistics";
import { figure } from "@byturns/text/figures";

/** What the text of two modes needs of them. */
export type ShownModes = Pick<TwoModes, "better" | "worse">;

/** The medians of both, the better one first: `310 µs, 1.20 ms`. */
export function modesValue({ better, worse }: ShownModes, unit: string): string {
  return `${figure(better.median, unit)}, ${figure(worse.median, unit)}`;
}

/**
 * The medians of both with their forks: `310 µs in 9 forks, 1.20 ms in 6`.
 *
 * @param between what stands between the two. Default: `, `.
 */
export function modesText({ better, worse }: ShownModes, unit: string, between = ", "): string {
  return `${figure(better.median, unit)} in ${better.forks} forks${between}${figure(worse.median, unit)} in ${worse.forks}`;
}
