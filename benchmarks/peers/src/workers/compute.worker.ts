// What the threads of a pool compute that takes a file which exports functions.
import { compute } from "@byturns/context/compute";

/** A task; of no units it does nothing, and comes to its number. */
export interface Piece {
  readonly number: number;
  readonly units: number;
}

export function computeOne({ number, units }: Piece): number {
  return compute(units, number);
}
