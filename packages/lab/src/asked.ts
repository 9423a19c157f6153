// Which comparisons a plan asks for: those of cells that differ in one thing, since an answer about two things at once answers
// neither.
import type { Cell } from "@byturns/record";

/** What of a case is compared: models within a runtime, runtimes within a model, or both. */
export type Comparing = "models" | "runtimes" | "both";

/** How pairs are chosen. */
export interface AskOptions {
  /** Of every case, by its cells' example and input. Default: `both`. */
  readonly comparing?: (cell: Pick<Cell, "example" | "input">) => Comparing;
  /** Every pair of a case's cells, whatever they differ in. Default: false. */
  readonly allPairs?: boolean;
}

/**
 * The pairs of cells that a plan asks about, as indices into its cells. Cells without forks and the second names of A/A pairs are in
 * none.
 *
 * @example
 * ```ts
 * const cell = { id: "a", example: "fib", input: "bench", model: "promises", runtime: "node@26" };
 * const other = { ...cell, id: "b", model: "fibers" };
 * askedPairs([cell, other, { ...other, id: "c", runtime: "bun@1" }]); // [[0, 1], [1, 2]]
 * ```
 */
export function askedPairs(
  cells: readonly Cell[],
  { comparing = () => "both", allPairs = false }: AskOptions = {},
): [number, number][] {
  const able = cells.flatMap((cell, i) =>
    cell.unsupported === undefined && cell.duplicateOf === undefined ? [{ cell, i }] : [],
  );
  const cases = Map.groupBy(able, ({ cell: { example, input } }) => JSON.stringify([example, input]));
  return [...cases.values()].flatMap((group) =>
    group.flatMap(({ cell: a, i }, at) =>
      group.slice(at + 1).flatMap(({ cell: b, i: j }): [number, number][] => {
        const what = comparing(a);
        const isModels = a.model !== b.model && a.runtime === b.runtime && what !== "runtimes";
        const isRuntimes = a.model === b.model && a.runtime !== b.runtime && what !== "models";
        return allPairs || isModels || isRuntimes ? [[i, j]] : [];
      }),
    ),
  );
}
