// Whether two passes over the catalogue come to the same verdicts, and what both have seen together.

import { exactTest, holm } from "@byturns/statistics";
import type { Catalogue, Row, Stability, Wavering } from "./catalogue.ts";
import type { Frequency, Observed } from "./observe.ts";
import { newestOf } from "./versions.ts";

/** Compares the verdicts of two passes, row by row; rows that only one of them has are left out. */
export function stabilityOf(first: Catalogue, second: Catalogue): Stability {
  const known = new Map(second.rows.map((row) => [`${row.probe} ${row.kind}`, row]));
  const pairs = first.rows.flatMap((row) => {
    const other = known.get(`${row.probe} ${row.kind}`);
    return other === undefined ? [] : [[row, other] as const];
  });
  const verdicts = pairs.flatMap(([a, b]) => compare(a, b));
  const chances = pairs.flatMap(([a, b]) =>
    resultsOf(a, b).map(({ of, left, right }) => ({
      probe: a.probe,
      kind: a.kind,
      of,
      p: exactTest(keyed(left.frequencies), keyed(right.frequencies)),
    })),
  );
  const corrected = holm(chances.map(({ p }) => p));
  return {
    verdicts: verdicts.length,
    wavering: verdicts.filter(({ first, second }) => first !== second),
    shifted: chances.map((chance, i) => ({ ...chance, p: corrected[i] ?? 1 })).filter(({ p }) => p < 0.01),
  };
}

/** What both passes have seen: every order that came in either. They must be of the same probes and targets. */
export function together(first: readonly Observed[], second: readonly Observed[]): readonly Observed[] {
  const keyOf = ({ probe, kind, target }: Observed) => [probe.id, kind, target.id, target.version].join(" ");
  const others = new Map(second.map((one) => [keyOf(one), one]));
  return first.map((one): Observed => {
    const other = others.get(keyOf(one));
    if (other === undefined) return one;
    return {
      ...one,
      frequencies: added([...one.frequencies, ...other.frequencies], ({ sequence }) =>
        JSON.stringify(sequence),
      ),
      failures: added([...one.failures, ...other.failures], ({ ending }) => ending),
    };
  });
}

function compare(a: Row, b: Row): readonly Wavering[] {
  const { probe, kind } = a;
  return [
    { probe, kind, of: "across", first: a.across, second: b.across },
    ...resultsOf(a, b).map(({ of, left, right }) => ({
      probe,
      kind,
      of,
      first: left.verdict,
      second: right.verdict,
    })),
  ];
}

function resultsOf(a: Row, b: Row) {
  return newestOf(a.results).flatMap((left) => {
    const right = b.results.find((one) => one.runtime === left.runtime && one.version === left.version);
    return right === undefined ? [] : [{ of: `${left.runtime} ${left.version}`, left, right }];
  });
}

/** Adds the counts of what has the same key; the most frequent first. */
function added<A extends { readonly count: number }>(items: readonly A[], key: (item: A) => string): A[] {
  const sums = new Map<string, A>();
  for (const item of items) {
    const known = sums.get(key(item));
    sums.set(key(item), known === undefined ? item : { ...known, count: known.count + item.count });
  }
  return [...sums].sort(([x, a], [y, b]) => b.count - a.count || (x < y ? -1 : 1)).map(([, item]) => item);
}

function keyed(frequencies: readonly Frequency[]): ReadonlyMap<string, number> {
  return new Map(frequencies.map(({ sequence, count }) => [JSON.stringify(sequence), count]));
}
