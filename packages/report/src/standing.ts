// How a verdict stands in a table: a mark and what it means.
import type { Verdict } from "@byturns/statistics/verdict";

/** How a cell stands to the one that it is compared with. */
export type Standing = "best" | "tied" | "close" | "unsure" | "worse" | "better" | "perhaps" | "unclaimed";

/** The mark of each standing (a shape, since color alone tells nobody everything) and what it says. */
export const standings: Readonly<Record<Standing, { readonly mark: string; readonly says: string }>> = {
  best: { mark: "●", says: "the best median" },
  tied: { mark: "=", says: "equivalent" },
  close: { mark: "≈", says: "close: within ±10 %" },
  unsure: { mark: "?", says: "inconclusive: the forks cannot tell" },
  worse: { mark: "▲", says: "different: worse" },
  better: { mark: "▼", says: "different: better" },
  perhaps: { mark: "△", says: "indicative: a factor of 2 or more, from few forks" },
  unclaimed: { mark: "", says: "no factor: too few forks to claim one" },
};

/** A band around 1, such as 1.03, as text: `±3 %`. */
export function bandText(band: number): string {
  return `±${Number((100 * (band - 1)).toFixed(2))} %`;
}

/**
 * What a standing means.
 *
 * @param band the range of the run's plan that counts as equivalent: 1.03 for ratios within ±3 %.
 */
export function meaningOf(standing: Standing, band: number): string {
  const { says } = standings[standing];
  return standing === "tied" ? `${says}: within ${bandText(band)}` : says;
}

/** What a verdict on a factor says of the cell that is the factor's numerator. */
export function standingOf(verdict: Verdict | "best", estimate: number, lowerIsBetter = true): Standing {
  if (verdict === "best") return "best";
  if (verdict === "equivalent") return "tied";
  if (verdict === "close") return "close";
  if (verdict === "inconclusive") return "unsure";
  if (verdict === "indicative") return "perhaps";
  if (verdict === "unclaimed") return "unclaimed";
  return estimate > 1 === lowerIsBetter ? "worse" : "better";
}
