// A factor and its interval beside a verdict, with as many digits as it takes so that they do not seem to contradict it.
import { type Fitted, hasInterval } from "@byturns/statistics";
import { closeBand, equivalenceBand, type Verdict } from "@byturns/statistics/verdict";
import { factor, interval } from "@byturns/text/figures";

/** A factor as text, such as `1.034×`, and its 95 % interval, such as `1.004–1.066`; without one where it has none. */
export interface ClaimedFigures {
  readonly factor: string;
  readonly interval: string | undefined;
}

/**
 * Writes a factor and its interval with two decimals, and with up to five where fewer would read like another verdict: a
 * difference of 1.00 to 1.08, or an inconclusive one of 0.97 to 1.03.
 *
 * @param band what counted as no difference. Default 1.03.
 * @example
 * ```ts
 * claimedFigures({ estimate: 1.0312, low: 1.004, high: 1.06 }, "different"); // { factor: "1.031×", interval: "1.004–1.060" }
 * ```
 */
export function claimedFigures(
  ratio: Fitted,
  verdict: Verdict | "best",
  band: number = equivalenceBand,
): ClaimedFigures {
  const exact = hasInterval(ratio) ? ratio : { ...ratio, low: ratio.estimate, high: ratio.estimate };
  const isNear = exact.low > 0.5 && exact.high < 2;
  const decimals = isNear ? [2, 3, 4, 5].find((many) => agrees(exact, verdict, band, many)) : undefined;
  if (decimals === undefined || decimals === 2) {
    return { factor: factor(ratio.estimate), interval: hasInterval(ratio) ? interval(ratio) : undefined };
  }
  const text = (value: number) => value.toFixed(decimals);
  return {
    factor: `${text(ratio.estimate)}×`,
    interval: hasInterval(ratio) ? `${text(ratio.low)}–${text(ratio.high)}` : undefined,
  };
}

/** Whether the rounded figures read as the exact ones do: on the same side of 1 and of the bands that the verdict goes by. */
function agrees(
  exact: { readonly estimate: number; readonly low: number; readonly high: number },
  verdict: Verdict | "best",
  band: number,
  decimals: number,
): boolean {
  const rounded = (value: number) => Number(value.toFixed(decimals));
  const [low, high] = [rounded(exact.low), rounded(exact.high)];
  const outside = (value: number, by: number) => value > by || value < 1 / by;
  if (verdict === "different") {
    const estimate = rounded(exact.estimate);
    const leavesOutOne = exact.low > 1 || exact.high < 1;
    return outside(estimate, band) && (!leavesOutOne || low > 1 || high < 1);
  }
  // A band's lower end is 1 over it; its two decimals, such as 0.97 for 1/1.03, are what readers know it by.
  const within = (by: number) => low >= Number((1 / by).toFixed(2)) && high <= by;
  const wasWithin = (by: number) => exact.low >= 1 / by && exact.high <= by;
  if (verdict === "inconclusive" || verdict === "close") {
    return within(band) === wasWithin(band) && within(closeBand) === wasWithin(closeBand);
  }
  return true;
}
