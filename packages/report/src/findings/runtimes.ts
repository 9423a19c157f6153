// One model under one runtime and under another.

import { factor, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, ExampleStory, Material, Weighed } from "../model.ts";
import { named, nameOf } from "./naming.ts";
import { isDifferent, type Pairs } from "./pairs.ts";

/** The same model, where one runtime is worse than another. */
export function runtimes(example: ExampleStory, one: CaseStory, material: Material, pairs: Pairs): Weighed[] {
  return material.models.flatMap((model) => {
    const cells = one.cells.filter((cell) => cell.model === model && cell.state === "measured");
    const worst = cells
      .flatMap((a) =>
        cells.flatMap((b) => {
          const ratio = a === b ? undefined : pairs.of("wallMs", a, b);
          return ratio !== undefined && isDifferent(ratio) && ratio.interval.low > 1 ? [{ a, b, ratio }] : [];
        }),
      )
      .toSorted((x, y) => y.ratio.interval.low - x.ratio.interval.low)[0];
    if (worst === undefined) return [];
    const { a, b, ratio } = worst;
    const span = factor(ratio.interval.estimate);
    return [
      {
        weight: Math.log(ratio.interval.low),
        finding: {
          kind: "runtimes" as const,
          figure: span,
          text: `${named(example.id, one.input)}: ${label(model)} take ${span} as long on ${nameOf(a.runtime, material)} as on ${nameOf(b.runtime, material)}.`,
          evidence: `95 % interval ${interval(ratio.interval)}, ${ratio.verdict}`,
          anchor: one.anchor,
        },
      },
    ];
  });
}
