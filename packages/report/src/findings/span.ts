// A range of figures in one unit.
import { figure } from "@byturns/text/figures";

/** `20 ms`, or `20 ms to 24 ms` where they differ. */
export function span(values: readonly number[], unit: string): string {
  const [low, high] = [figure(Math.min(...values), unit), figure(Math.max(...values), unit)];
  return low === high ? low : `${low} to ${high}`;
}
