// Several looks at a growing sample: the level that each is tested at, so that all of them together keep one. P. Armitage,
// C. K. McPherson and B. C. Rowe, "Repeated significance tests on accumulating data" (1969), for S. J. Pocock's constant
// levels (1977).
import { checkShare } from "./check-values.ts";
import { beyond, beyondQuantile, normalDensity } from "./normal.ts";

/** Points of the grid that the density is carried on, an odd number for Simpson's rule. */
const gridPoints = 401;

/**
 * The two-sided level of every look at which equal cells are called different at any of them with probability `total`.
 *
 * The statistic after n forks is taken for a sum of n independent steps, which linear rank statistics are in the limit
 * (E. Slud and L. J. Wei, 1982). For few forks, `docs/statistics.md` says what holds exactly.
 *
 * @param looks forks of each cell at each look, ascending integers >= 1.
 * @param total above 0 and below 1.
 * @throws RangeError when there is no look, looks do not ascend, or `total` is out of its bounds.
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
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (chanceToReject(looks, beyondQuantile(middle)) > total) high = middle;
    else low = middle;
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

/** How likely the standardized sum leaves -z … z at one look or more. */
function chanceToReject(looks: readonly number[], z: number): number {
  const half = (gridPoints - 1) / 2;
  const weight = (i: number) => (i === 0 || i === 2 * half ? 1 : i % 2 === 1 ? 4 : 2) / 3;
  // Time is measured so that the first look has a variance of 1.
  const first = looks[0] as number;
  let edge = z;
  let step = edge / half;
  let density = Float64Array.from({ length: gridPoints }, (_, i) => normalDensity((i - half) * step));
  for (const [k, look] of looks.entries()) {
    if (k === 0) continue;
    const deviation = Math.sqrt((look - (looks[k - 1] as number)) / first);
    const nextEdge = z * Math.sqrt(look / first);
    const nextStep = nextEdge / half;
    const from = density;
    const fromStep = step;
    density = Float64Array.from({ length: gridPoints }, (_, i) => {
      const at = (i - half) * nextStep;
      let sum = 0;
      for (let j = 0; j < gridPoints; j++) {
        sum += weight(j) * (from[j] as number) * normalDensity((at - (j - half) * fromStep) / deviation);
      }
      return (sum * fromStep) / deviation;
    });
    edge = nextEdge;
    step = nextStep;
  }
  let inside = 0;
  for (let i = 0; i < gridPoints; i++) inside += weight(i) * (density[i] as number) * step;
  return looks.length === 1 ? beyond(z) : 1 - inside;
}
