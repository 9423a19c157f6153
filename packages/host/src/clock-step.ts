// The resolution of the clock used for all timing.

const reads = 2_000;

/** The smallest observed step of `performance.now()`, in milliseconds; takes less than a millisecond. */
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
