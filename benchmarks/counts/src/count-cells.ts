// Counts cells, each in forks of its own, some of them side by side: what is exact does not depend on what runs beside
// it.
import { type CountSummary, summarizeCounts } from "@byturns/explain";
import type { Catalog, FoundRuntime } from "@byturns/lab";
import { explainFork } from "@byturns/lab/fork/explain-fork";
import { Workbench } from "@byturns/lab/fork/workbench";
import type { AnySpec } from "@byturns/spec";
import { suites } from "@byturns/suites";

/** One cell, as it is counted. */
export interface CountedCell {
  readonly example: string;
  readonly input: string;
  readonly model: string;
  readonly runtime: FoundRuntime;
}

/** How many threads the models get, on any machine: counts of threads depend on it. */
export const threads = 2;

/** What a cell is called in the file of exact counts: without the runtime's version. */
export function nameOf({ example, input, model, runtime }: CountedCell): string {
  return `${example}/${input}/${model}/${runtime.id}`;
}

/** The cells of a suite that are supported, in the order of its cases. */
export function cellsOf(
  catalog: Catalog,
  runtimes: readonly FoundRuntime[],
  suite: "main" | "reference",
): readonly CountedCell[] {
  return (suites[suite]?.cases ?? []).flatMap(({ example, input = "bench" }) =>
    catalog.models.flatMap((model) =>
      runtimes
        .filter(({ id }) => catalog.unsupported(model, example, id) === undefined)
        .map((runtime) => ({ example, input, model, runtime })),
    ),
  );
}

/** The result of a cell. */
export interface CellCounts {
  readonly name: string;
  readonly counts: readonly CountSummary[];
  /** Why a fork did not count; undefined where all did. */
  readonly failure: string | undefined;
}

/**
 * Counts cells in a given number of forks each.
 *
 * @param beside how many forks run at once, >= 1.
 * @param onCell is handed each cell as it is done.
 */
export async function countCells(
  catalog: Catalog,
  cells: readonly CountedCell[],
  forks: number,
  beside: number,
  onCell: (cell: CellCounts) => void = () => {},
): Promise<readonly CellCounts[]> {
  const done: CellCounts[] = [];
  const next = cells.entries();
  const work = async () => {
    await using bench = new Workbench(catalog.root);
    for (const [i, cell] of next) {
      done[i] = await countCell(catalog, bench, cell, forks);
      onCell(done[i]);
    }
  };
  await Promise.all(Array.from({ length: beside }, work));
  return done;
}

async function countCell(
  catalog: Catalog,
  bench: Workbench,
  cell: CountedCell,
  forks: number,
): Promise<CellCounts> {
  const { example, input, model, runtime } = cell;
  const value = (catalog.specs[example] as AnySpec).inputs[input];
  const counted: Readonly<Record<string, readonly number[]>>[] = [];
  let failure: string | undefined;
  for (let fork = 0; fork < forks && failure === undefined; fork++) {
    const { outcome, counts } = await explainFork(catalog, bench, "counts", {
      ...{ example, model, runtime, value, threads, warmUpMs: 0, measureMs: 0 },
    });
    if (outcome._tag === "done" && counts !== undefined) counted.push(counts);
    else failure = JSON.stringify(outcome).slice(0, 400);
  }
  return { name: nameOf(cell), counts: summarizeCounts(counted), failure };
}
