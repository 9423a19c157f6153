// The multiplication that matmul does, the same in all models.

interface Matrices {
  readonly size: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly product: Float64Array;
}

/** Both factors, filled, and room for their product. */
export function matricesOf(size: number, make: (length: number, matrix: number) => Float64Array): Matrices {
  const [left, right, product] = [0, 1, 2].map((matrix) => make(size * size, matrix)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let at = 0; at < left.length; at++) left[at] = Math.imul(at + 1, 0x9e3779b1) >>> 28;
  for (let at = 0; at < right.length; at++) {
    right[at] = Math.imul(left.length + at + 1, 0x9e3779b1) >>> 28;
  }
  return { size, left, right, product };
}

/** The first row of each task. */
export function startsOf(size: number, rowsPerTask: number): number[] {
  return Array.from({ length: Math.ceil(size / rowsPerTask) }, (_, task) => task * rowsPerTask);
}

/** Rows of the product, each a sum of rows of the right matrix. */
export function multiplyRows({ size, left, right, product }: Matrices, from: number, to: number): void {
  const sums = new Float64Array(size);
  for (let row = from * size; row < to * size; row += size) {
    sums.fill(0);
    for (let k = 0; k < size; k++) {
      const factor = left[row + k] as number;
      for (let column = 0; column < size; column++) {
        sums[column] = (sums[column] as number) + factor * (right[k * size + column] as number);
      }
    }
    product.set(sums, row);
  }
}

/** A digest of the whole product. */
export function digestOf({ size, product }: Matrices): number {
  const weights = Array.from({ length: 2 * size }, (_, at) => 1 + (Math.imul(at + 1, 0x85ebca6b) >>> 26));
  let digest = 0;
  for (let row = 0; row < size; row++) {
    let ofRow = 0;
    for (let column = 0; column < size; column++) {
      ofRow += (weights[size + column] as number) * (product[row * size + column] as number);
    }
    digest += (weights[row] as number) * ofRow;
  }
  return digest;
}
