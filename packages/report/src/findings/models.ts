// One model beside another, by some metric.
import type { MetricFacts } from "@byturns/statistics";
import { factor, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, ExampleStory, Material, Weighed } from "../model.ts";
import { isCapped } from "./capped.ts";
import { causeOf } from "./cause.ts";
import { lossOf, sizeOf } from "./loss.ts";
import { ofModes } from "./modes.ts";
import { across, everywhere, find, named } from "./naming.ts";
import { isDifferent, type Pairs } from "./pairs.ts";

/** What models are compared by. */
export interface By {
  metricOf(example: ExampleStory, material: Material): MetricFacts | undefined;
  /** The sentence, without the example before it and the runtimes behind it. */
  says(worse: string, span: string, better: string, title: string): string;
}

const byId = (wanted: string) => (_: unknown, material: Material) =>
  material.summary.metrics.find(({ id }) => id === wanted);

/** The example's own primary figure, where lower is better. */
export const primary: By = {
  metricOf: ({ primary }) => (primary?.better === "lower" ? primary : undefined),
  says: (worse, span, better, title) => `${title} is ${span} as high with ${worse} as with ${better}`,
};
export const memory: By = {
  metricOf: byId("peakRssBytes"),
  says: (worse, span, better) => `peak memory is ${span} as high with ${worse} as with ${better}`,
};
export const delay: By = {
  metricOf: byId("loopDelayP99Ms"),
  says: (worse, span, better) =>
    `everything else on the event loop waits ${span} as long with ${worse} as with ${better} (99th percentile)`,
};

/** Each model against the best, where it is worse under every runtime that has both. */
export function models(
  example: ExampleStory,
  one: CaseStory,
  material: Material,
  pairs: Pairs,
  by: By,
): Weighed[] {
  const found = modelPairs(example, one, material, pairs, by);
  const worse = new Set(found.map((pair) => pair.worse));
  return found.filter(({ better }) => !worse.has(better));
}

function modelPairs(
  example: ExampleStory,
  one: CaseStory,
  material: Material,
  pairs: Pairs,
  by: By,
): (Weighed & { readonly worse: string; readonly better: string })[] {
  const metric = by.metricOf(example, material);
  if (metric === undefined) return [];
  return material.models.flatMap((worse) =>
    material.models.flatMap((better) => {
      if (worse === better) return [];
      const ratios = material.runtimes.flatMap(({ id, name }) => {
        const [a, b] = [find(one, worse, id), find(one, better, id)];
        const ratio = a === undefined || b === undefined ? undefined : pairs.of(metric.id, a, b);
        const base = b?.summary?.figures[metric.id]?.median;
        if (a === undefined || b === undefined || ratio === undefined || base === undefined) return [];
        return [
          { runtime: name, base, worse: a, better: b, modes: ofModes(a, b, metric, material), ...ratio },
        ];
      });
      if (ratios.length === 0 || !ratios.every((ratio) => isDifferent(ratio) && ratio.interval.low > 1))
        return [];
      const atLeast = ratios.some((ratio) => isCapped(ratio.worse, metric)) ? "at least " : "";
      const span = `${atLeast}${across(ratios.map((ratio) => ratio.interval.estimate))}`;
      const text = by.says(label(worse), span, label(better), metric.title.toLowerCase());
      return [
        {
          worse,
          better,
          weight: Math.min(...ratios.map(({ base, interval: { low } }) => lossOf(base, low, metric))),
          finding: {
            kind: "models" as const,
            figure: span,
            text: `${named(example.id, one.input)}: ${text}${everywhere(ratios, material.runtimes)}${sizeOf(
              ratios.map(({ worse, base, interval }) => ({
                worse: worse.summary?.figures[metric.id]?.median,
                base,
                interval,
              })),
              metric,
            )}.`,
            evidence: `${ratios
              .map(
                (ratio) =>
                  `${ratio.runtime} ${factor(ratio.interval.estimate)} (${interval(ratio.interval)}), ${ratio.verdict}${ratio.modes}`,
              )
              .join(
                "; ",
              )}; ${causeOf(ratios, metric, `${label(example.id)} --model ${label(worse)},${label(better)}`)}`,
            anchor: one.anchor,
          },
        },
      ];
    }),
  );
}
