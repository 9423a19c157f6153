// The normal distribution, to the precision that verdicts need.
import { errorFunction, probit } from "simple-statistics";

/** The density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The probability that a standard normal variable lies outside -z … z, to 2e-7. */
export function beyond(z: number): number {
  return 1 - errorFunction(z / Math.SQRT2);
}

/** The z beyond which, on either side, a standard normal variable lies with this probability; above 0 and below 1. */
export function beyondQuantile(level: number): number {
  // The library's inverse is accurate to two digits; Newton's method refines it.
  let z = probit(1 - level / 2);
  for (let i = 0; i < 3; i++) z += (beyond(z) - level) / (2 * normalDensity(z));
  return z;
}
