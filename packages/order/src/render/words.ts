// The words in which tables, pages and documents speak of the catalogue.
import type { Filed, PromiseVerdict, Result, Row } from "../catalogue.ts";
import { acrossWithoutCrashes, crashesOf, withoutCrashes } from "../crash.ts";
import type { Frequency } from "../observe.ts";
import { newestOf } from "../versions.ts";

/** Marks a piece of text; without colors it is the text itself. */
export type Paint = (style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;

export const plain: Paint = (_style, text) => text;

/** How a kind is written for readers. */
export const kindTitles: Readonly<Record<string, string>> = {
  module: "as an ES module",
  loaded: "as an ES module that has loaded node:fs",
  commonjs: "as a CommonJS module",
  worker: "inside a worker",
};

/** How many probes and rows there are, and how many rows agree: the same sentence wherever they are counted. */
export function countLine({ rows }: { readonly rows: readonly Row[] }): string {
  const shown = rows.map(acrossWithoutCrashes);
  const count = (verdict: string) => shown.filter((across) => across === verdict).length;
  const probes = new Set(rows.map(({ probe }) => probe)).size;
  return (
    `${probes} probes in ${rows.length} rows: ${count("agree")} rows agree, ${count("disagree")} disagree, ` +
    `${count("varies within one")} vary within one runtime.`
  );
}

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
  const departures = result.verdict === "broken" ? result.broken : result.differs;
  const worst = Math.max(0, ...departures.map(({ count }) => count));
  const departs = result.verdict === "broken" || result.verdict === "differs from Node";
  const verdict = departs ? `${result.verdict} ${worst}/${runsOf(result)}` : result.verdict;
  const crashes = crashLine(result);
  const text = crashes === "" ? verdict : `${verdict}: ${crashes}`;
  const orders = withoutCrashes(result).frequencies.length;
  return orders > 1 ? `${text}, ${orders} orders` : text;
}

/** `1 of 40 processes ended by SIGSEGV, after the right order`; empty where none was. */
export function crashLine(result: Result): string {
  return crashesOf(result)
    .map(
      ({ signal, count }) =>
        `${count} of ${runsOf(result)} processes ended by ${signal}, after the right order`,
    )
    .join("; ");
}

/** How the runtimes of a row compare, and which processes crashed without a change to that. */
export function acrossLine(row: Row): string {
  return [acrossWithoutCrashes(row), ...crashLines(row)].join("; ");
}

/** `deno: 1 of 40 processes ended by SIGSEGV, after the right order`, for each runtime at its newest version. */
export function crashLines({ results }: Pick<Row, "results">): readonly string[] {
  return newestOf(results).flatMap((result) => {
    const line = crashLine(result);
    return line === "" ? [] : [`${result.runtime}: ${line}`];
  });
}

/** The color of a verdict. */
export const verdictStyles = {
  kept: "green",
  broken: "red",
  "differs from Node": "yellow",
  "not promised": "dim",
  failed: "red",
  agree: "green",
  disagree: "red",
  "varies within one": "yellow",
  "too few runs": "yellow",
  "one runtime": "dim",
} as const;

/** Every verdict against the promises, and what it means. */
export const verdictMeanings: Readonly<Record<PromiseVerdict, string>> = {
  kept: "every run did what the texts say",
  broken: "some runs did otherwise than a text that binds the runtime: a standard, or its own documentation",
  "differs from Node": "some runs did otherwise than Node's documentation, which binds Node alone",
  "not promised": "no text promises anything about these marks",
  failed: "the probe itself failed, hung, crashed or made no mark",
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
