// Several looks at a growing sample: the level of each single test that keeps the level of all together. P. Armitage,
// C. K. McPherson and B. C. Rowe, "Repeated significance tests on accumulating data" (1969), for S. J. Pocock's
// constant levels (1977).
import { checkShare } from "../figures/check-values.ts";
import { beyondQuantile, normalDensity } from "../tests/normal.ts";

/** Steps of the grid for half of the density; even, for Simpson's rule. */
const half = 100;

/**
 * The two-sided level of every look for which equal cells are called different at any of them with probability `total`.
 *
 * The statistic after n forks is treated as a sum of n independent steps, which linear rank statistics are in the limit
 * (E. Slud and L. J. Wei, 1982). For few forks, see the exact results in `docs/statistics.md`.
 *
 * @param looks forks of each cell at each look, ascending integers >= 1.
 * @param total above 0 and below 1.
 * @throws RangeError when there is no look, looks do not ascend, or `total` is out of bounds.
 * @example
 * ```ts
 * Number(repeatedLevel([10, 20, 30, 40, 50], 0.05).toFixed(4)); // 0.0158
 * ```
 */
export function repeatedLevel(looks: readonly number[], total: number): number {
  checkShare(total, "total level");
  checkLooks(looks);
  if (looks.length === 1) return total;
  const key = `${looks.join(",")}/${total}`;
  const known = levels.get(key);
  if (known !== undefined) return known;
  // All looks together reject at most as often as the sum of them, and at least as often as one.
  let [low, high] = [total / looks.length, total];
  let [excessAtLow, excessAtHigh] = [low, high].map(
    (level) => chanceToReject(looks, beyondQuantile(level)) - total,
  ) as [number, number];
  // The probability grows almost linearly with the level: a few secant steps, each within the bounds.
  for (let i = 0; i < 12 && high - low > 1e-7 * total; i++) {
    const share = Math.min(0.95, Math.max(0.05, excessAtLow / (excessAtLow - excessAtHigh)));
    const middle = low + share * (high - low);
    const excess = chanceToReject(looks, beyondQuantile(middle)) - total;
    if (excess > 0) [high, excessAtHigh] = [middle, excess];
    else [low, excessAtLow] = [middle, excess];
  }
  levels.set(key, low);
  return low;
}

const levels = new Map<string, number>();

/** @throws RangeError when there is no look, or they are not ascending integers >= 1. */
export function checkLooks(looks: readonly number[]): void {
  if (looks.length === 0) throw new RangeError("Cannot plan 0 looks: there must be at least 1");
  looks.forEach((look, i) => {
    const least = (looks[i - 1] ?? 0) + 1;
    if (!Number.isInteger(look) || look < least) {
      throw new RangeError(`Cannot look after ${look} forks: look ${i + 1} must be an integer >= ${least}`);
    }
  });
}

/** The probability that the standardized sum leaves -z … z in at least one look. */
function chanceToReject(looks: readonly number[], z: number): number {
  // Time is scaled so that the first look has a variance of 1. The density is even, so half of it is enough.
  const first = looks[0] as number;
  let step = z / half;
  let density = Float64Array.from({ length: half + 1 }, (_, i) => normalDensity(i * step));
  for (const [k, look] of looks.entries()) {
    if (k === 0) continue;
    const deviation = Math.sqrt((look - (looks[k - 1] as number)) / first);
    const nextStep = (z * Math.sqrt(look / first)) / half;
    const [from, fromStep] = [density, step];
    density = Float64Array.from({ length: half + 1 }, (_, i) => {
      const at = i * nextStep;
      let sum = 0;
      for (let j = 0; j <= half; j++) {
        const both =
          normalDensity((at - j * fromStep) / deviation) + normalDensity((at + j * fromStep) / deviation);
        sum += weightOf(j) * (from[j] as number) * (j === 0 ? both / 2 : both);
      }
      return (sum * fromStep) / deviation;
    });
    step = nextStep;
  }
  let inside = 0;
  for (let i = 0; i <= half; i++) inside += weightOf(i) * (density[i] as number) * step * (i === 0 ? 1 : 2);
  return 1 - inside;
}

/** The weights of Simpson's rule, by the distance from the middle. */
function weightOf(i: number): number {
  return (i === half ? 1 : i % 2 === 1 ? 4 : 2) / 3;
}
