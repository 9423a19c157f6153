// What the forks do not show.

import { forksNeeded, type Summary } from "@byturns/statistics";
import { counted, grouped } from "@byturns/text/figures";
import type { Finding } from "../model.ts";
import { bandText } from "../standing.ts";
import { isWithoutFigures } from "../trust.ts";

/** How much is undecided. */
export function open(summary: Summary): Finding[] {
  const { groups, claim, band } = summary;
  if (isWithoutFigures(summary)) {
    return [
      {
        kind: "open",
        figure: "?",
        text: "Nothing is said about speed: no fork ended well.",
        evidence: "",
        anchor: "matrix",
      },
    ];
  }
  if (claim === "correctness") {
    return [
      {
        kind: "open",
        figure: "?",
        text: "Nothing is said about speed: there are too few forks of each cell.",
        evidence: `outputs were checked all the same; verdicts take ${forksNeeded.verdicts} forks of a cell and more`,
        anchor: "matrix",
      },
    ];
  }
  const all = groups.flatMap(({ metrics }) => metrics.wallMs?.comparisons ?? []);
  const asked = all.filter((comparison) => comparison.asked);
  const comparisons = asked.length > 0 ? asked : all;
  const unsure = comparisons.filter(
    ({ verdict }) => verdict === "inconclusive" || verdict === "unclaimed",
  ).length;
  if (unsure === 0) return [];
  return [
    {
      kind: "open",
      figure: "?",
      text: `In ${grouped(unsure)} of ${counted(comparisons.length, "comparison")} of time the evidence is inconclusive, and no finding is drawn from them.`,
      evidence:
        claim === "indicative"
          ? `few forks: only a factor of 2 and more is claimed; verdicts take ${forksNeeded.verdicts} of a cell and more`
          : `the interval reaches across the ${bandText(band)} band`,
      anchor: "matrix",
    },
  ];
}
