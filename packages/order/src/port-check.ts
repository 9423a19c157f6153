// What will differ for a service that moves from one runtime to another.
import type { Catalogue, Result, Row } from "./catalogue.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { newestOf } from "./versions.ts";

/** One probe that the two runtimes answer differently. */
export interface PortFinding {
  readonly row: Row;
  readonly from: Result;
  readonly to: Result;
  readonly difference: Difference;
  /** `breaks a promise`: kept here and broken there; `mends one`; `other`: nothing promised, or the same. */
  readonly promise: "breaks a promise" | "mends one" | "other";
}

const likelihoods = ["often", "sometimes", "rarely"];
const promiseOrder = ["breaks a promise", "other", "mends one"];

/**
 * What differs between two runtimes, each at its newest version in the catalogue; what code most likely relies on
 * comes first, and among equals what breaks a promise, then what is opposite rather than only shifted.
 *
 * @throws RangeError when the catalogue has no results of one of them.
 */
export function portCheck(catalogue: Catalogue, from: string, to: string): readonly PortFinding[] {
  for (const id of [from, to]) {
    if (!catalogue.targets.some((target) => target.id === id)) {
      throw new RangeError(`Cannot compare with "${id}": the catalogue has no results of it`);
    }
  }
  return catalogue.rows
    .flatMap((row): PortFinding[] => {
      const newest = newestOf(row.results);
      const a = newest.find(({ runtime }) => runtime === from);
      const b = newest.find(({ runtime }) => runtime === to);
      if (a === undefined || b === undefined) return [];
      const difference = differenceOf(a, b);
      if (difference.disparities.length === 0) return [];
      const [brokenFrom, brokenTo] = [a.verdict === "broken", b.verdict === "broken"];
      const promise = brokenFrom === brokenTo ? "other" : brokenTo ? "breaks a promise" : "mends one";
      return [{ row, from: a, to: b, difference, promise }];
    })
    .sort(
      (x, y) =>
        likelihoods.indexOf(x.row.relied.likelihood) - likelihoods.indexOf(y.row.relied.likelihood) ||
        promiseOrder.indexOf(x.promise) - promiseOrder.indexOf(y.promise) ||
        Number(y.difference.opposite) - Number(x.difference.opposite),
    );
}
