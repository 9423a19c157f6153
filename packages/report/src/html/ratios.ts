// Every figure of every cell against every baseline that a reader may choose: what the matrix shows.
import { hasInterval, type MetricFacts } from "@byturns/statistics";
import type { CaseStory, CellStory, Story } from "../model.ts";
import { claimedToBest } from "../read-figure.ts";
import { type Standing, standingOf } from "../standing.ts";

/** Ratio, low, high, and how the cell stands to the baseline; undefined where the two were not compared. */
export type Ratio = readonly [ratio: number, low: number, high: number, standing: Standing];

/** What a figure is compared with. */
export interface Baseline {
  /** `best`, `model:<model>` or `runtime:<id>`. */
  readonly id: string;
  readonly title: string;
}

export function baselinesOf({ models, runtimes }: Story): Baseline[] {
  return [
    { id: "best", title: "the best of its row" },
    ...(models.length > 1
      ? models.map((model) => ({ id: `model:${model}`, title: `${model}, same runtime` }))
      : []),
    ...(runtimes.length > 1
      ? runtimes.map(({ id, name }) => ({ id: `runtime:${id}`, title: `${name}, same model` }))
      : []),
  ];
}

/** The ratios of one case by one metric. */
export class CaseRatios {
  readonly #pairs = new Map<string, Ratio>();
  readonly #cells: readonly CellStory[];
  readonly #metric: MetricFacts;

  constructor(story: Story, { cells }: CaseStory, metric: MetricFacts) {
    this.#cells = cells;
    this.#metric = metric;
    const first = cells[0]?.summary?.cell;
    const group = story.summary.groups.find(
      ({ example, input }) => example === first?.example && input === first?.input,
    );
    const lower = metric.better === "lower";
    for (const { a, b, ratio, verdict } of group?.metrics[metric.id]?.comparisons ?? []) {
      if (verdict === "unclaimed" || !hasInterval(ratio)) continue;
      const { estimate, low, high } = ratio;
      this.#pairs.set(`${a}\n${b}`, [estimate, low, high, standingOf(verdict, estimate, lower)]);
      this.#pairs.set(`${b}\n${a}`, [
        1 / estimate,
        1 / high,
        1 / low,
        standingOf(verdict, 1 / estimate, lower),
      ]);
    }
  }

  /** The factor to the best is how many times worse, whichever way is better; other ratios are as they are. */
  to(baseline: string, cell: CellStory): Ratio | undefined {
    if (baseline === "best") {
      const seen = cell.summary?.figures[this.#metric.id];
      const toBest = seen === undefined ? undefined : claimedToBest(seen);
      if (toBest === undefined || !hasInterval(toBest.factor)) return undefined;
      const { estimate, low, high } = toBest.factor;
      const standing = toBest.best === cell.id ? "best" : standingOf(toBest.verdict, estimate);
      return [estimate, low, high, standing];
    }
    const [kind, name] = split(baseline);
    const base = this.#cells.find((other) =>
      kind === "model"
        ? other.model === name && other.runtime === cell.runtime
        : other.runtime === name && other.model === cell.model,
    );
    if (base === undefined || cell.state !== "measured") return undefined;
    if (base === cell) return this.#pairs.size === 0 ? undefined : [1, 1, 1, "best"];
    return this.#pairs.get(`${cell.id}\n${base.id}`);
  }
}

function split(baseline: string): [string, string] {
  const colon = baseline.indexOf(":");
  return [baseline.slice(0, colon), baseline.slice(colon + 1)];
}
