// What the clock that everything is timed by tells apart.

const reads = 2_000;

/** The smallest step that `performance.now()` was seen to make, in milliseconds; takes less than a millisecond. */
export function clockStepMs(): number | undefined {
  let smallest = Number.POSITIVE_INFINITY;
  let before = performance.now();
  for (let i = 0; i < reads; i++) {
    const now = performance.now();
    if (now > before) smallest = Math.min(smallest, now - before);
    before = now;
  }
  return Number.isFinite(smallest) ? smallest : undefined;
}
