// Which comparisons a plan makes: those of cells that differ in exactly one thing, because a difference in two things
// at the same time has no clear cause.
import type { Cell } from "@byturns/record";

/** What is compared within a case: models within a runtime, runtimes within a model, or both. */
export type Comparing = "models" | "runtimes" | "both";

/** How pairs are chosen. */
export interface AskOptions {
  /** By each case's example and input. Default: `both`. */
  readonly comparing?: (cell: Pick<Cell, "example" | "input">) => Comparing;
  /** Every pair of a case's cells, however they differ. Default: false. */
  readonly allPairs?: boolean;
}

/**
 * The pairs of cells that a plan compares, as indices into its cells. Cells without forks and A/A duplicates are in no
 * pair. If a plan has two revisions, the pairs are those of one cell in both of them, and no others.
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
        // Two revisions: the question is what changed, in each model under each runtime.
        if (a.revision !== undefined || b.revision !== undefined) {
          const isSame = a.model === b.model && a.runtime === b.runtime;
          return isSame && a.revision !== b.revision ? [[i, j]] : [];
        }
        const what = comparing(a);
        const isModels = a.model !== b.model && a.runtime === b.runtime && what !== "runtimes";
        const isRuntimes = a.model === b.model && a.runtime !== b.runtime && what !== "models";
        return allPairs || isModels || isRuntimes ? [[i, j]] : [];
      }),
    ),
  );
}
