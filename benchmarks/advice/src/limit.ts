// Finds the rate at which the 99th percentile passes a limit, from a few rates that were tried.

/** One rate that was tried; `p99Ms` is null where the sender was too late for a figure. */
export interface Tried {
  readonly requestsPerSecond: number;
  readonly p99Ms: number | null;
}

/** How far the next rate is from the last while all of them are on one side. */
const stride = 1.35;
/** What one process can send beside the service on two cores. */
export const mostPerSecond = 3_000;
const leastPerSecond = 4;

/** The next rate to try: the guess, then on towards the limit, then the middle of where it must be. */
export function nextRate(tried: readonly Tried[], limitMs: number, guess: number): number {
  const within = tried.filter(({ p99Ms }) => p99Ms !== null && p99Ms <= limitMs);
  const beyond = tried.filter(({ p99Ms }) => p99Ms === null || p99Ms > limitMs);
  const rates = (ones: readonly Tried[]) => ones.map(({ requestsPerSecond }) => requestsPerSecond);
  const [most, least] = [Math.max(...rates(within)), Math.min(...rates(beyond))];
  let next = guess;
  if (within.length > 0 && beyond.length > 0) next = Math.sqrt(most * least);
  else if (within.length > 0) next = most * stride;
  else if (beyond.length > 0) next = least / stride;
  return Number(Math.min(mostPerSecond, Math.max(leastPerSecond, next)).toPrecision(3));
}

/** Where the limit is: a rate, or only that it is above or below all that were tried. */
export type Limit =
  | { readonly is: "at" | "above" | "below"; readonly requestsPerSecond: number }
  | { readonly is: "unknown" };

/**
 * The rate at which the 99th percentile passes the limit: that which the fewest figures speak against, between two of the rates on
 * logarithmic scales.
 */
export function limitOf(tried: readonly Tried[], limitMs: number): Limit {
  const known = tried
    .flatMap(({ requestsPerSecond, p99Ms }) => (p99Ms === null ? [] : [{ requestsPerSecond, p99Ms }]))
    .toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return { is: "unknown" };
  // How much speaks against the limit lying before the i-th rate; a stall of one figure counts no more than e-fold.
  const against = Array.from({ length: known.length + 1 }, (_, i) =>
    known.reduce((sum, { p99Ms }, j) => {
      const over = Math.log(p99Ms / limitMs);
      return sum + Math.min(1, Math.max(0, j < i ? over : -over));
    }, 0),
  );
  const at = against.indexOf(Math.min(...against));
  const [before, after] = [known[at - 1], known[at]];
  if (before === undefined) return { is: "below", requestsPerSecond: first.requestsPerSecond };
  if (after === undefined) return { is: "above", requestsPerSecond: last.requestsPerSecond };
  const [from, to] = [Math.log(before.requestsPerSecond), Math.log(after.requestsPerSecond)];
  const rise = Math.log(after.p99Ms / before.p99Ms);
  const share = rise > 0 ? Math.log(limitMs / before.p99Ms) / rise : 0.5;
  return { is: "at", requestsPerSecond: Math.exp(from + (to - from) * Math.min(1, Math.max(0, share))) };
}
