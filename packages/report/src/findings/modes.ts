// Cells whose forks fall into two groups: one median over both is nobody's time.
import type { FigureSummary, MetricFacts } from "@byturns/statistics";
import { factor } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, CellStory, ExampleStory, Material, Weighed } from "../model.ts";
import { modesText } from "../modes-text.ts";
import { lossOf } from "./loss.ts";
import { named, nameOf } from "./naming.ts";

/** The cells of a case that have two modes by the example's primary figure. */
export function modes({ id, primary }: ExampleStory, one: CaseStory, material: Material): Weighed[] {
  if (primary === undefined) return [];
  return one.cells.flatMap((cell) => {
    const seen = cell.summary?.figures[primary.id];
    const found = seen?.modes;
    if (cell.state !== "measured" || seen === undefined || found === undefined) return [];
    const ratio = factor(found.ratio);
    return [
      {
        weight: lossOf(found.better.median, found.ratio, primary),
        finding: {
          kind: "modes" as const,
          figure: ratio,
          text: `${named(id, one.input)}: with ${label(cell.model)} on ${nameOf(cell.runtime, material)}, ${primary.title.toLowerCase()} is ${modesText(found, primary.unit)}: two modes, ${ratio} apart.`,
          evidence: `SigClust, p ${pText(found.p)}; whoever plans by this figure takes the worse one`,
          anchor: one.anchor,
        },
      },
    ];
  });
}

const pText = (p: number) => (p <= 0.0001 ? "≤ 0.0001" : `= ${p.toFixed(4)}`);

/**
 * What a comparison says of cells with two modes, as a clause that follows its verdict; empty where neither has any.
 *
 * @param worse the cell that the verdict calls worse.
 */
export function ofModes(
  worse: CellStory,
  better: CellStory,
  { id, unit, better: direction }: MetricFacts,
  material: Pick<Material, "runtimes">,
): string {
  const [one, other] = [worse, better].map((cell) => cell.summary?.figures[id]);
  if (one === undefined || other === undefined) return "";
  const twoFaced = [[worse, one] as const, [better, other] as const].flatMap(([cell, { modes: found }]) =>
    found === undefined
      ? []
      : [`${label(cell.model)} on ${nameOf(cell.runtime, material)}, ${modesText(found, unit)}`],
  );
  if (twoFaced.length === 0) return "";
  // The pair of modes that speaks most against the verdict.
  const [least, most] = [bestOf(one), worstOf(other)];
  const against = direction === "higher" ? most / least : least / most;
  const holds =
    against > 1
      ? "it holds for both modes"
      : `it speaks of the better half of the forks; between the modes that are nearest it is ${factor(against)}`;
  return `; two modes (${twoFaced.join("; ")}): ${holds}`;
}

const bestOf = ({ modes: found, median }: FigureSummary) => found?.better.median ?? median;
const worstOf = ({ modes: found, median }: FigureSummary) => found?.worse.median ?? median;
