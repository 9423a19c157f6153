// The text of an issue for a runtime's tracker: the program, what it does, and what the text promises.
import type { Catalogue, PromisedData, Result, Row } from "../catalogue.ts";
import { newestOf } from "../versions.ts";
import { kindTitles, lane, runsOf } from "./words.ts";

/**
 * An issue's text about one probe under one runtime, as Markdown.
 *
 * @param runtime the runtime that departs. Default: the one that departs, where only one does.
 * @throws RangeError when the catalogue has no such probe, no runtime departs in it, or several do and none is named.
 */
export function renderIssue(catalogue: Catalogue, probe: string, runtime?: string): string {
  const rows = catalogue.rows.filter((row) => row.probe === probe);
  if (rows.length === 0) throw new RangeError(`The catalogue has no probe "${probe}"`);
  const departing = [...new Set(rows.flatMap(({ upstream }) => upstream.map((one) => one.runtime)))];
  const id = runtime ?? departing[0];
  if (id === undefined) throw new RangeError(`No runtime departs in ${probe}: there is nothing to report`);
  if (runtime === undefined && departing.length > 1) {
    throw new RangeError(`${departing.join(" and ")} depart in ${probe}: name one by --runtime`);
  }
  const affected = rows.filter(({ upstream }) => upstream.some((one) => one.runtime === id));
  const [row] = affected;
  if (row === undefined) {
    throw new RangeError(`${id} does not depart in ${probe}: ${departing.join(", ") || "no runtime"} does`);
  }
  const known = row.upstream.find((one) => one.runtime === id);
  const newest = newestOf(row.results);
  const own = newest.find((one) => one.runtime === id) as Result;
  const others = newest.filter((one) => one.runtime !== id);
  return [
    `# ${row.title}`,
    "",
    ...(known?.at === undefined
      ? []
      : [`Reported before: ${known.at} (${known.state} on ${known.statedOn ?? "an unknown day"})`, ""]),
    `Program, to be run ${kindTitles[row.kind]}:`,
    "",
    "```js",
    row.program.trimEnd(),
    "```",
    "",
    `## What it does (${catalogue.machine.platform})`,
    "",
    ...[own, ...others].map(seenLine),
    ...affected.slice(1).map((other) => `- The same happens ${kindTitles[other.kind]}.`),
    "",
    "## What is written",
    "",
    ...promiseLines(row, own),
    "",
    `Why it matters: ${row.relied.why}`,
    "",
    `Row ${row.id} of the byturns catalogue of event orders.`,
  ].join("\n");
}

function seenLine(result: Result): string {
  const orders = result.frequencies
    .slice(0, 3)
    .map(({ sequence, count }) => `${lane(sequence)} (${count} of ${runsOf(result)} runs)`)
    .join("; ");
  return `- ${result.runtime} ${result.version}: ${orders}`;
}

function promiseLines(row: Row, own: Result): readonly string[] {
  const departures = [...own.broken, ...own.differs].map(({ promise }) => row.promises[promise]);
  const shown = departures.length > 0 ? departures : row.promises;
  if (shown.length === 0) return ["No text promises anything about this order; the runtimes differ in it."];
  return shown.flatMap((promise) => (promise === undefined ? [] : [promiseLine(promise)]));
}

function promiseLine({ by, says, quote, link, date, form, marks }: PromisedData): string {
  const rule =
    form === "order"
      ? marks.join(" → ")
      : form === "open"
        ? `no order of ${marks.join(", ")}`
        : `${form} ${marks.join(", ")}`;
  const words = quote === undefined ? says : `“${quote}”`;
  return `- ${by}${date === undefined ? "" : `, read on ${date}`}: ${words} ${link}\n  ${says} (${rule})`;
}
