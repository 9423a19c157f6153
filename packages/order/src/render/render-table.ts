// The catalogue as a table for a terminal: a row for each probe and kind.
import type { Catalogue } from "../catalogue.ts";
import { acrossWithoutCrashes } from "../crash.ts";
import { newestOf } from "../versions.ts";
import { countLine, type Paint, plain, table, verdictCell, verdictStyles } from "./words.ts";

/**
 * The catalogue as text: each runtime against the texts, and whether they agree.
 *
 * @param paint how to color it; default: not at all.
 */
export function renderOrderTable(catalogue: Catalogue, paint: Paint = plain): string {
  const newest = newestOf(catalogue.targets.map(({ id, version }) => ({ runtime: id, version })));
  const heads = ["probe", "kind", ...newest.map(({ runtime, version }) => `${runtime} ${version}`), "across"];
  const rows = catalogue.rows.map((row) => [
    row.probe,
    row.kind,
    ...newest.map(({ runtime, version }) => {
      const result = row.results.find((one) => one.runtime === runtime && one.version === version);
      return result === undefined ? "" : verdictCell(result);
    }),
    acrossWithoutCrashes(row),
  ]);
  const text = table([heads, ...rows], (cell) => {
    const verdict = Object.entries(verdictStyles).find(
      ([name]) => cell === name || cell.startsWith(`${name} `),
    );
    const known =
      verdict ??
      Object.entries(verdictStyles).find(
        ([name]) => cell.startsWith(`${name},`) || cell.startsWith(`${name}:`),
      );
    return known === undefined ? cell : paint(known[1], cell);
  });
  return `${text}\n\n${countLine(catalogue)}`;
}
