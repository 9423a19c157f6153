// Figures that a cap ended: what was not seen to happen would have come later still.
import type { MetricFacts } from "@byturns/statistics";
import type { CellStory } from "../model.ts";

/** By metric: the reading that is 1 in each fork that the cap ended. */
const capped: ReadonlyMap<string, string> = new Map([["starvation/late", "starvation/starved"]]);

/** Whether most forks of a cell were ended by a cap: its figure is then a lower bound, and a factor with it. */
export function isCapped({ summary }: Pick<CellStory, "summary">, { id }: Pick<MetricFacts, "id">): boolean {
  const reading = capped.get(id);
  return reading !== undefined && (summary?.figures[reading]?.median ?? 0) > 0.5;
}
