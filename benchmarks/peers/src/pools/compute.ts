// What the threads and processes of every pool compute; pools that take a file of functions take this one.
import { compute } from "@byturns/context";

/** A task of so many units of computing, each about a microsecond; with 0 units it returns its number. */
export interface Task {
  readonly number: number;
  readonly units: number;
}

export function computeOne({ number, units }: Task): number {
  return compute(units, number);
}
