// What the threads of a pool compute, for pools that take a file which exports functions.
import { compute } from "@byturns/context/compute";

/** A task; with 0 units it does nothing and returns its number. */
export interface Piece {
  readonly number: number;
  readonly units: number;
}

export function computeOne({ number, units }: Piece): number {
  return compute(units, number);
}
