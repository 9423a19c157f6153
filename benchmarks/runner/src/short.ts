// A function that takes about a microsecond. Each step needs the one before, so none of them can be left out.

/** A digest of that many steps. */
export function short(steps: number): number {
  let sum = 7;
  for (let i = 0; i < steps; i++) sum = (Math.imul(sum, 31) + i) | 0;
  return sum;
}

/** What 700 steps return. */
export const expected = 64_520_421;

/** Calls between two readings of the clock; mitata makes them by fours. */
export const batch = 100;
