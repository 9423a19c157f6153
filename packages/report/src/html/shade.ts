// Which of the seven shades a factor gets. Used when the page is built, and by the page itself.

/** Upper ends of the shades on a logarithmic scale; the last shade has none. */
const steps = [1.03, 1.25, 1.6, 2.5, 5, 12];

/**
 * Color claims no more than the verdict: `u` where the forks cannot tell, `none` where there are too few of them.
 * Shade 0 is the best and what is equivalent to it, 6 the worst; 7 is better than the baseline.
 *
 * @param most the largest factor in view, where the linear scale ends; >= 1.
 */
export function shadeOf(
  [ratio, , , standing]: readonly [number, number, number, string],
  scale: "log" | "linear",
  most: number,
): number | "u" | "none" {
  if (standing === "best" || standing === "tied") return 0;
  if (standing === "unsure") return "u";
  if (standing === "unclaimed") return "none";
  if (!(ratio > 1)) return ratio === 1 ? 0 : 7;
  if (scale === "linear")
    return Math.min(6, Math.max(1, Math.ceil((6 * (ratio - 1)) / Math.max(most - 1, 0.03))));
  const step = steps.findIndex((end) => ratio <= end);
  return step === -1 ? 6 : Math.max(1, step);
}
