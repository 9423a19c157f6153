// How two results of one probe differ, mark by mark and pair by pair.
import type { Catalogue } from "./catalogue.ts";
import type { Frequency } from "./observe.ts";
import { marksOf, seenOf } from "./partial-order.ts";
import { newestOf } from "./versions.ts";

/** A pair of marks, or a mark, and the share of the runs in which the left and the right had it so. */
export interface Disparity {
  /** `a → b`, or the mark that came. */
  readonly what: string;
  readonly left: number;
  readonly right: number;
}

/** How two results differ. */
export interface Difference {
  /** Whether something is (almost) always so under one, and (almost) never under the other. */
  readonly opposite: boolean;
  /** What differs by at least a tenth of the runs; the greatest first. */
  readonly disparities: readonly Disparity[];
}

/** A share from here on is a habit, and one below its complement never is. */
export const habit = 0.9;

const least = 0.1;

/** How `left` and `right` differ. */
export function differenceOf(
  left: { readonly frequencies: readonly Frequency[] },
  right: { readonly frequencies: readonly Frequency[] },
): Difference {
  const [seenLeft, seenRight] = [seenOf(left.frequencies), seenOf(right.frequencies)];
  const marks = marksOf([...left.frequencies, ...right.frequencies]);
  const disparities: Disparity[] = marks.map((mark) => ({
    what: mark,
    left: seenLeft.came(mark),
    right: seenRight.came(mark),
  }));
  marks.forEach((a, i) => {
    for (const b of marks.slice(i + 1)) {
      const comparable = [seenLeft, seenRight].every((seen) => seen.came(a) > 0 && seen.came(b) > 0);
      if (!comparable) continue;
      disparities.push({ what: `${a} → ${b}`, left: seenLeft.share(a, b), right: seenRight.share(a, b) });
    }
  });
  const size = (one: Disparity) => Math.abs(one.left - one.right);
  return {
    opposite: disparities.some(
      (one) => Math.max(one.left, one.right) >= habit && Math.min(one.left, one.right) <= 1 - habit + 1e-9,
    ),
    disparities: disparities.filter((one) => size(one) >= least).sort((a, b) => size(b) - size(a)),
  };
}

/** Whether a probe of a catalogue shows a runtime doing otherwise than another, as some kind of program. */
export function showsDifference(
  { rows }: Pick<Catalogue, "rows">,
  probe: string,
  [one, other]: readonly [string, string],
): boolean {
  return rows
    .filter((row) => row.probe === probe)
    .some(({ results }) => {
      const newest = newestOf(results);
      const [left, right] = [one, other].map((id) => newest.find(({ runtime }) => runtime === id));
      return left !== undefined && right !== undefined && differenceOf(left, right).disparities.length > 0;
    });
}
