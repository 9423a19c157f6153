// From where on another model pays.

import type { CrossoverSummary } from "@byturns/statistics";
import { digits, figure, listed } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { ExampleStory, Finding, Material } from "../model.ts";
import { find, nameOf, sure } from "./naming.ts";
import { isDifferent, type Pairs } from "./pairs.ts";

/** From where on another model pays in time, in each runtime where the curves surely cross and the verdicts say so on both sides. */
export function crossovers(example: ExampleStory, material: Material, pairs: Pairs): Finding[] {
  const certain = example.crossovers.filter(
    (one) => one.certainty >= sure && one.metric === "wallMs" && isShown(example, one, pairs),
  );
  const swept = Map.groupBy(certain, ({ sweep, winsAbove, winsBelow }) =>
    JSON.stringify([sweep, winsAbove, winsBelow]),
  );
  return [...swept.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const { winsAbove, winsBelow, parameter, unit } = first;
    const isKnown = unit === "ms" || unit === "bytes";
    const show = (value: number) => (isKnown ? figure(value, unit) : digits(value));
    // Once, and not with each figure: it may be a few words.
    const inUnits = isKnown || unit === parameter || unit === "" ? "" : ` (${label(unit)})`;
    const places = some.map(({ runtime, at }) => `${show(at.estimate)} on ${nameOf(runtime, material)}`);
    const ends = some.map(({ at }) => at.estimate);
    const [low, high] = [show(Math.min(...ends)), show(Math.max(...ends))];
    return [
      {
        kind: "crossover" as const,
        figure: low === high ? low : `${low} – ${high}`,
        text: `${label(example.id)}: ${label(winsAbove)} begin to pay against ${label(winsBelow)} from ${label(parameter)} = ${listed(places)}${inUnits}.`,
        evidence: some
          .map(
            ({ runtime, at }) =>
              `${nameOf(runtime, material)} 95 % interval ${show(at.low)} to ${show(at.high)}`,
          )
          .join("; "),
        anchor: example.anchor,
      },
    ];
  });
}

/** Whether one model is shown to be quicker somewhere before a crossover, and the other somewhere beyond it. */
function isShown(
  { cases }: ExampleStory,
  { sweep, runtime, winsAbove, winsBelow, at }: CrossoverSummary,
  pairs: Pairs,
): boolean {
  const shown = cases.flatMap((one) => {
    const [above, below] = [find(one, winsAbove, runtime), find(one, winsBelow, runtime)];
    if (one.sweep?.name !== sweep || above === undefined || below === undefined) return [];
    const ratio = pairs.of("wallMs", above, below);
    if (ratio === undefined || !isDifferent(ratio)) return [];
    return [{ isBeyond: one.sweep.value > at.estimate, isQuicker: ratio.interval.estimate < 1 }];
  });
  return (
    shown.some(({ isBeyond, isQuicker }) => isBeyond && isQuicker) &&
    shown.some(({ isBeyond, isQuicker }) => !isBeyond && !isQuicker)
  );
}
