// Whether two kinds of values follow one another at random: the runs test of Wald and Wolfowitz, "On a test whether two
// samples are from the same population", Annals of Mathematical Statistics 11 (1940), exact.

/**
 * The probability of at most as many runs, stretches of equal neighbors, if every order of these values is equally
 * likely. Small where the values of a kind stand together, as after a change in time.
 *
 * @param kinds in order of time.
 * @returns a number in (0, 1]; 1 when all values are of one kind.
 */
export function fewRunsP(kinds: readonly boolean[]): number {
  const ones = kinds.filter(Boolean).length;
  const others = kinds.length - ones;
  if (ones === 0 || others === 0) return 1;
  const seen = 1 + kinds.filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length;
  let orders = 0;
  for (let runs = 2; runs <= seen; runs++) {
    const [many, few] = [Math.ceil(runs / 2), Math.floor(runs / 2)];
    orders += ways(ones, many) * ways(others, few) + ways(ones, few) * ways(others, many);
  }
  // With an even number of runs both terms count the orders that begin with one of the kinds.
  return Math.min(1, orders / choose(kinds.length, ones));
}

/** How many ways so many values can be cut into so many runs. */
const ways = (values: number, runs: number) => choose(values - 1, runs - 1);

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return product;
}
