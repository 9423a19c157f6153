// What one more costs.

import type { ScalingSummary } from "@byturns/statistics";
import { figure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { ExampleStory, Finding, Material } from "../model.ts";
import { named, nameOf } from "./naming.ts";

/** A curve of time that bends more than this, either way, has no cost of one more. */
const straight = { least: 0.8, most: 1.25 };

/** What one more costs, per model and runtime, where each makes as much work as the others. */
export function scalings(example: ExampleStory, material: Material): Finding[] {
  const families = Map.groupBy(example.scalings, ({ sweep, metric }) => JSON.stringify([sweep, metric]));
  const isOne = new Set(example.scalings.map(({ sweep }) => sweep)).size === 1;
  return [...families.values()].flatMap((family) => {
    const [first] = family;
    const metric = material.summary.metrics.find(({ id }) => id === first?.metric);
    const each = example.each.get(first?.sweep ?? "");
    if (first === undefined || each === undefined || metric === undefined) return [];
    if (metric.id !== "wallMs" && metric.id !== "peakRssBytes") return [];
    // A slope whose interval holds 0, or that has none, says nothing. Memory has a base, which bends the curve and not the slope.
    const clear = family.filter(
      ({ perUnit, exponent: { estimate } }) =>
        perUnit.low !== undefined &&
        perUnit.low > 0 &&
        (metric.id !== "wallMs" || (estimate >= straight.least && estimate <= straight.most)),
    );
    if (clear.length === 0) return [];
    const figures = clear.map(({ perUnit }) => perUnit.estimate);
    const [low, high] = [Math.min(...figures), Math.max(...figures)];
    const ofOne = ({ model, runtime, perUnit }: ScalingSummary) =>
      `${label(model)} on ${nameOf(runtime, material)} ${figure(perUnit.estimate, metric.unit)} (${figure(perUnit.low, metric.unit)} to ${figure(perUnit.high, metric.unit)})`;
    return [
      {
        kind: "scaling" as const,
        ...(metric.id === "wallMs" ? {} : { topic: "memory" as const }),
        figure:
          low === high
            ? figure(low, metric.unit)
            : `${figure(low, metric.unit)} – ${figure(high, metric.unit)}`,
        text: `${isOne ? label(example.id) : named(example.id, first.sweep)}: one more ${label(each)} costs ${low === high ? figure(low, metric.unit) : `${figure(low, metric.unit)} to ${figure(high, metric.unit)}`} of ${metric.title.toLowerCase()}, depending on model and runtime.`,
        evidence: clear.map(ofOne).join("; "),
        anchor: example.anchor,
      },
    ];
  });
}
