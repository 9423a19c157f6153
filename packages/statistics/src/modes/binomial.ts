// The upper tail of the binomial distribution.

/**
 * The probability of at least `successes` in `trials`, each with probability `share`, a number below 1.
 */
export function atLeastP(successes: number, trials: number, share: number): number {
  if (share <= 0) return successes <= 0 ? 1 : 0;
  let term = (1 - share) ** trials;
  let below = 0;
  for (let i = 0; i < successes; i++) {
    below += term;
    term *= ((trials - i) / (i + 1)) * (share / (1 - share));
  }
  return Math.max(0, 1 - below);
}
