// As quick, and paid for with the processor.

import { factor, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, ExampleStory, Material, Weighed } from "../model.ts";
import { across, everywhere, find, named } from "./naming.ts";
import { isDifferent, type Pairs } from "./pairs.ts";

/** As quick as another model, but paid for with the processor. */
export function processor(
  example: ExampleStory,
  one: CaseStory,
  material: Material,
  pairs: Pairs,
): Weighed[] {
  return material.models.flatMap((dear) =>
    material.models.flatMap((cheap) => {
      if (dear === cheap) return [];
      const ratios = material.runtimes.flatMap(({ id, name }) => {
        const [a, b] = [find(one, dear, id), find(one, cheap, id)];
        if (a === undefined || b === undefined) return [];
        const wall = pairs.of("wallMs", a, b);
        const cpu = pairs.of("cpuMs", a, b);
        return wall === undefined || cpu === undefined ? [] : [{ runtime: name, wall, cpu }];
      });
      const holds = ratios.every(
        ({ wall, cpu }) => wall.verdict === "equivalent" && isDifferent(cpu) && cpu.interval.low > 1.5,
      );
      if (ratios.length === 0 || !holds) return [];
      const span = across(ratios.map(({ cpu }) => cpu.interval.estimate));
      return [
        {
          weight: Math.min(...ratios.map(({ cpu }) => Math.log(cpu.interval.low))),
          finding: {
            kind: "processor" as const,
            figure: span,
            text: `${named(example.id, one.input)}: ${label(dear)} take as long as ${label(cheap)}, and ${span} the processor time${everywhere(ratios, material.runtimes)}.`,
            evidence: ratios
              .map(
                ({ runtime, cpu }) =>
                  `${runtime} ${factor(cpu.interval.estimate)} (${interval(cpu.interval)})`,
              )
              .join("; "),
            anchor: one.anchor,
          },
        },
      ];
    }),
  );
}
