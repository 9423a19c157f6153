// The words in which tables, pages and documents speak of the catalogue.
import type { Filed, PromiseVerdict, Result } from "./catalogue.ts";
import type { Frequency } from "./observe.ts";

/** Marks a piece of text; without colours it is the text itself. */
export type Paint = (style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;

export const plain: Paint = (_style, text) => text;

/** How a kind is told to people. */
export const kindTitles: Readonly<Record<string, string>> = {
  module: "as an ES module",
  loaded: "as an ES module that has loaded node:fs",
  commonjs: "as a CommonJS module",
  worker: "inside a worker",
};

/** A sequence on one line. */
export function lane(sequence: readonly string[]): string {
  return sequence.length === 0 ? "(no mark)" : sequence.join(" → ");
}

/** How many runs a result stands on. */
export function runsOf(result: Pick<Result, "frequencies">): number {
  return result.frequencies.reduce((sum, { count }: Frequency) => sum + count, 0);
}

/** A verdict with how often it was so, and whether more than one order came. */
export function verdictCell(result: Result): string {
  const worst = Math.max(0, ...result.broken.map(({ count }) => count));
  const verdict = result.verdict === "broken" ? `broken ${worst}/${runsOf(result)}` : result.verdict;
  return result.frequencies.length > 1 ? `${verdict}, ${result.frequencies.length} orders` : verdict;
}

/** The colour of a verdict. */
export const verdictStyles = {
  kept: "green",
  broken: "red",
  "not promised": "dim",
  failed: "red",
  agree: "green",
  disagree: "red",
  "varies within one": "yellow",
  "too few runs": "yellow",
  "one runtime": "dim",
} as const;

/** Every verdict against the promises, and what it says. */
export const verdictMeanings: Readonly<Record<PromiseVerdict, string>> = {
  kept: "every promise was kept in every run",
  broken: "a promise was broken in so many of the runs",
  "not promised": "nobody promises anything about these marks",
  failed: "the probe itself failed, hung or made no mark",
};

/** What became of a claim, with the thread that made it. */
export function claimLine(claim: Filed): string {
  return `${claim.at ?? "measured before"} (${claim.runtime}): ${claim.says} ${capital(claim.status)}.`;
}

/** Text padded to columns that are as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[], paint: (text: string, column: number) => string) {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row.map((cell, i) => paint(cell, i) + " ".repeat((widths[i] ?? 0) - cell.length)).join("  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
