// The comparisons of a run, looked up by metric and by two cells.

import { type Comparison, differs, hasInterval, type Interval, inverseOf } from "@byturns/statistics";
import type { CellStory, Material } from "../model.ts";

/** The ratio of one cell to another, whichever way round it was computed. */
export interface Ratio {
  readonly interval: Interval;
  readonly verdict: Comparison["verdict"];
}

export class Pairs {
  /** By metric, then by one cell, then by the other. */
  readonly #known = new Map<string, Map<string, Map<string, Ratio>>>();

  constructor({ summary, examples }: Pick<Material, "summary" | "examples">) {
    const compared = new Set([...comparedBy, ...examples.flatMap(({ primary }) => primary?.id ?? [])]);
    for (const group of summary.groups) {
      for (const metric of compared) {
        for (const { a, b, ratio, verdict } of group.metrics[metric]?.comparisons ?? []) {
          if (!hasInterval(ratio)) continue;
          const byCell = this.#known.get(metric) ?? new Map<string, Map<string, Ratio>>();
          const byOther = byCell.get(a) ?? new Map<string, Ratio>();
          this.#known.set(metric, byCell.set(a, byOther.set(b, { interval: ratio, verdict })));
        }
      }
    }
  }

  of(metric: string, a: CellStory, b: CellStory): Ratio | undefined {
    const ofMetric = this.#known.get(metric);
    const known = ofMetric?.get(a.id)?.get(b.id);
    const turned = known === undefined ? ofMetric?.get(b.id)?.get(a.id) : undefined;
    if (turned === undefined) return known;
    return { interval: inverseOf(turned.interval), verdict: turned.verdict };
  }
}

/** The metrics that rules look at. */
const comparedBy = ["wallMs", "cpuMs", "peakRssBytes", "loopDelayP99Ms"];

export const isDifferent = ({ verdict }: Ratio) => differs(verdict);
