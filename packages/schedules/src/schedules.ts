// How many random schedules a property is tried with, and how a failing one is tried again.
//
// BYTURNS_SCHEDULES is how many (default 200; a soak takes more), BYTURNS_SEED the `seed` that fast-check printed with a
// failure, which then draws the same cases, and the same schedules, again.

/** fast-check's parameters for a property over schedules. */
export function schedules(): { readonly numRuns: number; readonly seed?: number } {
  const { BYTURNS_SCHEDULES: count, BYTURNS_SEED: seed } = process.env;
  return {
    numRuns: count === undefined ? 200 : integer("BYTURNS_SCHEDULES", count, 1),
    ...(seed === undefined ? {} : { seed: integer("BYTURNS_SEED", seed, -(2 ** 31)) }),
  };
}

/** How long a property may take before vitest gives up: the default for 1000 schedules or fewer, longer for a soak. */
export function schedulesTimeoutMs(): number {
  return Math.max(30_000, schedules().numRuns * 30);
}

function integer(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`Cannot take ${name}=${text}: it must be an integer >= ${least}`);
  }
  return value;
}
