// What the threads and processes of every pool compute; pools that take a file of functions take this one.

/** A task of so many units of computing, each about a microsecond; with 0 units it returns its number. */
export interface Task {
  readonly number: number;
  readonly units: number;
}

export function computeOne({ number, units }: Task): number {
  let mixed = number;
  for (let round = 0; round < units * 600; round++) {
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d) >>> 0;
  }
  return mixed;
}
