// What changed since an earlier catalogue, for a team that has pinned its assumptions.
import { exactTest } from "@byturns/statistics";
import type { Catalogue, Result } from "./catalogue.ts";
import { differenceOf } from "./difference.ts";
import { runsOf } from "./render/words.ts";
import { newestOf } from "./versions.ts";

/** One probe that a runtime answers differently than before. */
export interface Change {
  readonly probe: string;
  readonly kind: string;
  readonly runtime: string;
  readonly before: Result;
  readonly after: Result;
  /** What was always so and is not any more, in words; empty when only the verdict changed. */
  readonly lost: readonly string[];
}

/**
 * What was settled in the baseline and is so no longer: marks that always came, or never; pairs that always came
 * in one order; a promise that was kept. Pairs that varied before may vary otherwise: that is what varying means.
 * Each version is held against the same version in the baseline; where that lacks it, the newest is held against its
 * newest.
 *
 * @returns the changes; empty when every assumption that the baseline pins still holds.
 */
export function changesSince(baseline: Catalogue, now: Catalogue): readonly Change[] {
  const known = new Map(baseline.rows.map((row) => [`${row.probe} ${row.kind}`, row]));
  return now.rows.flatMap((row) => {
    const earlier = known.get(`${row.probe} ${row.kind}`);
    if (earlier === undefined) return [];
    return row.results.flatMap((after): Change[] => {
      const same = earlier.results.find(
        ({ runtime, version }) => runtime === after.runtime && version === after.version,
      );
      const isNewest = newestOf(row.results).includes(after);
      const before =
        same ??
        (isNewest ? newestOf(earlier.results).find(({ runtime }) => runtime === after.runtime) : undefined);
      if (before === undefined) return [];
      const settled = (share: number) => share === 0 || share === 1;
      const [earlierRuns, laterRuns] = [runsOf(before), runsOf(after)];
      // With few runs on both sides, what varies may have looked settled by chance.
      const byChance = (left: number, right: number) =>
        exactTest(counted(left, earlierRuns), counted(right, laterRuns)) > 0.05;
      const lost = differenceOf(before, after)
        .disparities.filter(({ left, right }) => settled(left) && !byChance(left, right))
        .map(
          ({ what, left, right }) => `${what}: ${percent(left)} of the runs before, ${percent(right)} now`,
        );
      const worse = before.verdict !== after.verdict && ["broken", "failed"].includes(after.verdict);
      if (lost.length === 0 && !worse) return [];
      return [{ probe: row.probe, kind: row.kind, runtime: after.runtime, before, after, lost }];
    });
  });
}

function counted(share: number, runs: number): ReadonlyMap<string, number> {
  const so = Math.round(share * runs);
  return new Map([
    ["so", so],
    ["not so", runs - so],
  ]);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
