// One model beside another, by some metric.

import { factor, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, ExampleStory, Material, Weighed } from "../model.ts";
import { across, everywhere, find, named } from "./naming.ts";
import { isDifferent, type Pairs } from "./pairs.ts";

/** What models are compared by, and how that is said. */
export interface By {
  readonly metric: string;
  says(more: string, span: string, less: string): string;
}

export const time: By = {
  metric: "wallMs",
  says: (more, span, less) => `${more} take ${span} as long as ${less}`,
};
export const memory: By = {
  metric: "peakRssBytes",
  says: (more, span, less) => `${more} take ${span} the memory of ${less} at their peak`,
};
export const delay: By = {
  metric: "loopDelayP99Ms",
  says: (more, span, less) =>
    `${more} make everybody else wait ${span} as long as ${less} do (99th percentile)`,
};

/** Each model against the quickest, where it is worse in every runtime that has both. */
export function models(
  example: ExampleStory,
  one: CaseStory,
  material: Material,
  pairs: Pairs,
  by: By,
): Weighed[] {
  const found = modelPairs(example, one, material, pairs, by);
  const slow = new Set(found.map((pair) => pair.slow));
  return found.filter(({ quick }) => !slow.has(quick));
}

function modelPairs(
  example: ExampleStory,
  one: CaseStory,
  material: Material,
  pairs: Pairs,
  by: By,
): (Weighed & { readonly slow: string; readonly quick: string })[] {
  return material.models.flatMap((slow) =>
    material.models.flatMap((quick) => {
      if (slow === quick) return [];
      const ratios = material.runtimes.flatMap(({ id, name }) => {
        const [a, b] = [find(one, slow, id), find(one, quick, id)];
        const ratio = a === undefined || b === undefined ? undefined : pairs.of(by.metric, a, b);
        return ratio === undefined ? [] : [{ runtime: name, ...ratio }];
      });
      if (ratios.length === 0 || !ratios.every((ratio) => isDifferent(ratio) && ratio.interval.low > 1))
        return [];
      const span = across(ratios.map((ratio) => ratio.interval.estimate));
      return [
        {
          slow,
          quick,
          weight: Math.min(...ratios.map((ratio) => Math.log(ratio.interval.low))),
          finding: {
            kind: "models" as const,
            figure: span,
            text: `${named(example.id, one.input)}: ${by.says(label(slow), span, label(quick))}${everywhere(ratios, material.runtimes)}.`,
            evidence: ratios
              .map(
                (ratio) =>
                  `${ratio.runtime} ${factor(ratio.interval.estimate)} (${interval(ratio.interval)}), ${ratio.verdict}`,
              )
              .join("; "),
            anchor: one.anchor,
          },
        },
      ];
    }),
  );
}
