// The checks that all of these functions apply to their observations, with uniform errors.

/**
 * @param what names the values in the error: `a`, `the forks of …`.
 * @throws TypeError when a value is not a number; RangeError when there are none, or one is not finite.
 */
export function checkFinite(values: readonly number[], what: string): void {
  if (values.length === 0) throw new RangeError(`Cannot use ${what}: it needs at least 1 value and has 0`);
  values.forEach((value, i) => {
    if (typeof value !== "number") {
      throw new TypeError(`Cannot use ${what}: value ${i} must be a number and is a ${typeof value}`);
    }
    if (!Number.isFinite(value)) {
      throw new RangeError(`Cannot use ${what}: value ${i} must be finite and is ${value}`);
    }
  });
}

/** Like `checkFinite`; in addition every value must be above 0, because ratios and logarithms are taken. */
export function checkPositive(values: readonly number[], what: string): void {
  checkFinite(values, what);
  const i = values.findIndex((value) => value <= 0);
  if (i >= 0) throw new RangeError(`Cannot use ${what}: value ${i} must be > 0 and is ${values[i]}`);
}

/** @throws RangeError when `share` is not above 0 and below 1. */
export function checkShare(share: number, what: string): void {
  if (!(share > 0 && share < 1))
    throw new RangeError(`Cannot use the ${what} ${share}: it must be above 0 and below 1`);
}
