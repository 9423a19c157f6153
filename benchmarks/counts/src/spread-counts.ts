// The file of counts that depend on timing: between what and what they were in the forks that were counted.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CellCounts } from "./count-cells.ts";
import type { ExactCounts } from "./exact-counts.ts";

/** By cell and by what is counted: the least, the median and the most of a call. */
export type SpreadCounts = Readonly<
  Record<string, Readonly<Record<string, readonly [number, number, number]>>>
>;

const path = fileURLToPath(new URL("../spread.json", import.meta.url));

/** Reads the file. */
export function readSpreadCounts(): SpreadCounts {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as SpreadCounts) : {};
}

/** Those counts of cells that are not among the exact ones. */
export function spreadOf(cells: readonly CellCounts[], exact: ExactCounts): SpreadCounts {
  return Object.fromEntries(
    cells.map(({ name, counts }) => [
      name,
      Object.fromEntries(
        counts
          .filter(({ name: what }) => exact[name]?.[what] === undefined)
          .map(({ name: what, least, median, most }) => [what, [least, median, most] as const]),
      ),
    ]),
  );
}

/** Writes the file, a cell a line. */
export function writeSpreadCounts(spread: SpreadCounts): void {
  const lines = Object.entries(spread).map(
    ([name, counts]) => ` ${JSON.stringify(name)}: ${JSON.stringify(counts)}`,
  );
  writeFileSync(path, `{\n${lines.join(",\n")}\n}\n`);
}
