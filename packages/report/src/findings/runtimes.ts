// One model under one runtime and under another.

import { factor, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, ExampleStory, Material, Weighed } from "../model.ts";
import { isCapped } from "./capped.ts";
import { causeOf } from "./cause.ts";
import { lossOf, sizeOf } from "./loss.ts";
import { ofModes } from "./modes.ts";
import { named, nameOf } from "./naming.ts";
import { isDifferent, type Pairs } from "./pairs.ts";

/** The same model, where one runtime is worse than another by the example's primary figure. */
export function runtimes(example: ExampleStory, one: CaseStory, material: Material, pairs: Pairs): Weighed[] {
  const { primary } = example;
  if (primary?.better !== "lower") return [];
  return material.models.flatMap((model) => {
    const cells = one.cells.filter((cell) => cell.model === model && cell.state === "measured");
    const worst = cells
      .flatMap((a) =>
        cells.flatMap((b) => {
          const ratio = a === b ? undefined : pairs.of(primary.id, a, b);
          return ratio !== undefined && isDifferent(ratio) && ratio.interval.low > 1 ? [{ a, b, ratio }] : [];
        }),
      )
      .toSorted((x, y) => y.ratio.interval.low - x.ratio.interval.low)[0];
    if (worst === undefined) return [];
    const { a, b, ratio } = worst;
    const span = `${isCapped(a, primary) ? "at least " : ""}${factor(ratio.interval.estimate)}`;
    const base = b.summary?.figures[primary.id]?.median ?? Number.NaN;
    const compared = {
      worse: a.summary?.figures[primary.id]?.median,
      base,
      interval: ratio.interval,
    };
    return [
      {
        weight: lossOf(base, ratio.interval.low, primary),
        finding: {
          kind: "runtimes" as const,
          figure: span,
          text: `${named(example.id, one.input)}: with ${label(model)}, ${primary.title.toLowerCase()} is ${span} as high on ${nameOf(a.runtime, material)} as on ${nameOf(b.runtime, material)}${sizeOf([compared], primary)}.`,
          evidence: `95 % interval ${interval(ratio.interval)}, ${ratio.verdict}${ofModes(a, b, primary, material)}; ${causeOf([{ worse: a, better: b }], primary, `${label(example.id)} --model ${label(model)}`)}`,
          anchor: one.anchor,
        },
      },
    ];
  });
}
