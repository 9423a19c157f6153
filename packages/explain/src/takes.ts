// What a unit of work takes, in words: with the profiler, as the parts sum up to, and in forks without it.
import type { ExplainedCell } from "./explained.ts";
import { takesUs } from "./parts.ts";
import { microseconds } from "./units.ts";

/** What the parts sum to, and why a time without the profiler is another; for above or below a table. */
export const howTimed = [
  "All parts, idle time included, sum to what the profiled threads take together, which is the mean of the profiled calls.",
  "That is one fork, the profiler's cost included; the times without it are means of a fork before and one after it. From",
  "one profiled fork no ratio is given: forks of one cell differ as well, and a time that is less with the profiler shows no",
  "more than that.",
  "bench prints medians of quiet stretches, which leave out what affects fewer than half of the calls, and are mostly less.",
];

/** A cell's times as a clause. */
export function takesText(cell: ExplainedCell, unit: string): string {
  const us = takesUs(cell);
  const threads =
    cell.threads === 1 ? "" : `, and ${cell.threads} threads together ${microseconds(us * cell.threads)}`;
  const takes = `a ${unit} takes ${microseconds(us)} with the profiler${threads}`;
  const { plainUs = [] } = cell;
  if (plainUs.length === 0) return takes;
  const least = microseconds(Math.min(...plainUs));
  const most = microseconds(Math.max(...plainUs));
  const forks = plainUs.length === 1 ? "1 fork" : `${plainUs.length} forks`;
  return `${takes}; ${least === most ? least : `${least} to ${most}`} in ${forks} without it`;
}
