// Fairness: R. Jain, D. Chiu, W. Hawe, "A quantitative measure of fairness and discrimination for resource
// allocation in shared computer systems", DEC-TR-301 (1984).
import { checkFinite } from "./check-values.ts";

/**
 * Jain's index of shares: 1 when all are equal, k/n when k of n have equal shares and the others have nothing.
 *
 * @param shares each finite and >= 0.
 * @returns 1/n … 1; 1 when all shares are 0, because they are equal.
 * @throws RangeError when there is no share, or one is out of bounds.
 * @example
 * ```ts
 * jainIndex([1, 1, 0, 0]); // 0.5
 * ```
 */
export function jainIndex(shares: readonly number[]): number {
  checkFinite(shares, "the shares");
  const i = shares.findIndex((share) => share < 0);
  if (i >= 0) throw new RangeError(`Cannot use the shares: value ${i} must be >= 0 and is ${shares[i]}`);
  const most = Math.max(...shares);
  if (most === 0) return 1;
  let sum = 0;
  let squares = 0;
  for (const share of shares) {
    sum += share / most;
    squares += (share / most) ** 2;
  }
  return sum ** 2 / (shares.length * squares);
}
