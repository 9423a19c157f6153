// Counts every cell: `npm run counts -w benchmarks/counts -- [--forks 20] [--example …] [--runtime …] [--beside 1] [--write]
// [--spread]`.
//
// With --write, exact counts replace those of these cells in the file; with --spread, counts that depend on timing
// replace those in theirs, and exact.json stays as it is.
import { parseArgs } from "node:util";
import { countsLine } from "@byturns/explain";
import { findRuntimes } from "@byturns/lab";
import { makeCatalog } from "./catalog.ts";
import { cellsOf, countCells } from "./count-cells.ts";
import { changedCounts, exactOf, readExactCounts, writeExactCounts } from "./exact-counts.ts";
import { readSpreadCounts, spreadOf, writeSpreadCounts } from "./spread-counts.ts";

const { values } = parseArgs({
  options: {
    forks: { type: "string", default: "20" },
    beside: { type: "string", default: "1" },
    example: { type: "string", multiple: true },
    model: { type: "string", multiple: true },
    runtime: { type: "string", multiple: true },
    suite: { type: "string", default: "reference" },
    write: { type: "boolean", default: false },
    spread: { type: "boolean", default: false },
  },
});
const atLeastOne = (name: string, text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`Cannot count with --${name} ${text}: it must be an integer >= 1`);
};
const forks = atLeastOne("forks", values.forks);
const beside = atLeastOne("beside", values.beside);
const catalog = await makeCatalog();
const { found, missing } = await findRuntimes(catalog, values.runtime);
for (const { wanted, why } of missing) throw new RangeError(`${wanted}: ${why}`);
if (values.suite !== "main" && values.suite !== "reference") {
  throw new RangeError(`There is no suite "${values.suite}" here; there are main, reference`);
}
const cells = cellsOf(catalog, found, values.suite).filter(
  ({ example, model }) =>
    (values.example?.includes(example) ?? true) && (values.model?.includes(model) ?? true),
);

const before = readExactCounts();
let broken = 0;
let steady = 0;
let exact = before;
let spread = readSpreadCounts();
const counted = await countCells(catalog, cells, forks, beside, (cell) => {
  console.log(`${cell.name}: ${cell.failure ?? countsLine(cell.counts, 1)}`);
  const changes = changedCounts(before[cell.name] ?? {}, cell);
  for (const change of changes) console.log(`  changed: ${change}`);
  if (changes.length > 0 || cell.failure !== undefined) broken += 1;
  else steady += 1;
  // Cell by cell, so that nothing is lost when it is interrupted.
  if (cell.failure !== undefined) return;
  if (values.write) {
    exact = { ...exact, ...exactOf([cell]) };
    writeExactCounts(exact);
  }
  if (values.spread) {
    spread = { ...spread, ...spreadOf([cell], exact) };
    writeSpreadCounts(spread);
  }
});
console.log(`${steady} of ${counted.length} cells do in ${forks} of ${forks} forks what was exact before`);
if (!values.write && broken > 0) process.exitCode = 1;
