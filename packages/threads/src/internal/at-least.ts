/** Raises a cell of shared memory to `value` where it is below. */
export function atLeast(cell: Int32Array<SharedArrayBuffer>, value: number): void {
  let seen = Atomics.load(cell, 0);
  while (seen < value) {
    const before = Atomics.compareExchange(cell, 0, seen, value);
    if (before === seen) return;
    seen = before;
  }
}
