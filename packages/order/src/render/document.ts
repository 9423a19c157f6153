// The catalogue as a document, generated from its data.
import type { Catalogue, PromisedData, Result, Row } from "../catalogue.ts";
import { acrossWithoutCrashes } from "../crash.ts";
import { newestOf } from "../versions.ts";
import { renderStability } from "./render-stability.ts";
import { acrossLine, countLine, kindTitles, lane, runsOf, verdictCell, verdictMeanings } from "./words.ts";

/** The catalogue as Markdown; the same catalogue gives the same text. */
export function renderOrderDocument(catalogue: Catalogue): string {
  const probes = Map.groupBy(catalogue.rows, ({ probe }) => probe);
  const newest = newestOf(catalogue.targets.map(({ id, version }) => ({ runtime: id, version })));
  const runs = Math.max(...catalogue.rows.flatMap(({ results }) => results.map(runsOf)));
  const versions = newest.map(({ runtime, version }) => `${runtime} ${version}`).join(", ");
  return `${[
    "<!-- Generated from order.json by `byturns order --write docs`. Do not edit. -->",
    "# What happens before what, and where the runtimes disagree",
    "",
    `${countLine(catalogue)} Each row was run in up to ${runs} fresh processes under ${versions}` +
      ` (${catalogue.machine.platform}, ${catalogue.machine.cores} cores).`,
    "",
    "A row is one probe as one kind of program; its id is `<probe>/<kind>`. The schema of order.json is in order.schema.json.",
    "",
    ...Object.entries(verdictMeanings).map(([verdict, meaning]) => `- *${verdict}*: ${meaning}.`),
    "- *disagree*: two marks came in one order in nine runs of ten under one runtime, and the other way round under another.",
    "- *varies within one*: no such two marks, but some came both ways under one runtime. *agree*: neither.",
    "- *too few runs*: the runtimes differ, but chance may have made it so (p ≥ 0.05 by an exact test, corrected for all that were compared).",
    ...(catalogue.stability === undefined ? [] : ["", renderStability(catalogue.stability, catalogue.rows)]),
    "",
    ...Object.entries(kindTitles).map(([kind, title]) => `- \`${kind}\`: the program runs ${title}.`),
    "",
    "Bun and Deno set up parts of Node's world only once certain modules are loaded, and order events differently from" +
      " then on: compare a probe's `module` with its `loaded`. `node:fs` is one of these modules in both; in Bun" +
      ' `import { nextTick } from "node:process"` is not. Marks are recorded without loading any of them.',
    "",
    "## All rows",
    "",
    ...overview(catalogue.rows, newest),
    "",
    "## What was reported before",
    "",
    "| thread | runtime | reported | probe | now |",
    "| --- | --- | --- | --- | --- |",
    ...catalogue.claims.map(
      ({ at, runtime, says, probe, status }) =>
        `| ${at === undefined ? "–" : threadLink(at)} | ${runtime} | ${cell(says)} | [${probe}](#${probe}) | ${status} |`,
    ),
    "",
    "## Where differences stand upstream",
    "",
    "A runtime is listed where it departs from a text, or does the opposite of Node. *reported*: there is a thread whose state was not read; *closed*: closed, and the difference is still there.",
    "",
    "| row | runtime | state | thread |",
    "| --- | --- | --- | --- |",
    ...catalogue.rows.flatMap(({ id, probe, upstream }) =>
      upstream.map(
        ({ runtime, state, at, statedOn }) =>
          `| [${id}](#${probe}) | ${runtime} | ${state}${statedOn === undefined ? "" : ` (${statedOn})`} | ${at === undefined ? "–" : threadLink(at)} |`,
      ),
    ),
    "",
    "## The probes",
    ...[...probes.values()].flatMap((rows) => ["", ...probeSection(rows)]),
  ].join("\n")}\n`;
}

type Newest = readonly { readonly runtime: string; readonly version: string }[];

function overview(rows: readonly Row[], newest: Newest): readonly string[] {
  const heads = ["probe", "kind", ...newest.map(({ runtime }) => runtime), "across"];
  return [
    `| ${heads.join(" | ")} |`,
    `| ${heads.map(() => "---").join(" | ")} |`,
    ...rows.map((row) => {
      const cells = newest.map(({ runtime, version }) => {
        const result = row.results.find((one) => one.runtime === runtime && one.version === version);
        return result === undefined ? "" : emphasis(result);
      });
      const verdict = acrossWithoutCrashes(row);
      const across = verdict === "agree" ? verdict : `**${verdict}**`;
      return `| [${row.probe}](#${row.probe}) | ${row.kind} | ${cells.join(" | ")} | ${across} |`;
    }),
  ];
}

function probeSection(rows: readonly Row[]): readonly string[] {
  const [first] = rows as [Row];
  const promises = new Map(rows.flatMap((row) => row.promises.map((one) => [one.says + one.marks, one])));
  return [
    `### ${first.probe}`,
    "",
    `**${first.title}.** ${first.question}`,
    "",
    "```js",
    first.program.trimEnd(),
    "```",
    "",
    ...rows.flatMap((row) => [
      `${kindTitles[row.kind]?.replace(/^./, (letter) => letter.toUpperCase())}: ${acrossLine(row)}`,
      "",
      ...row.results.flatMap((result) =>
        result.frequencies
          .slice(0, 6)
          .map(
            ({ sequence, count }) =>
              `- ${result.runtime} ${result.version}, ${count} of ${runsOf(result)}: ${lane(sequence)}`,
          ),
      ),
      "",
    ]),
    ...[...promises.values()].map(promiseLine),
    ...departures(rows),
    "",
    `Code relies on it ${first.relied.likelihood}: ${first.relied.why}`,
  ];
}

function promiseLine({ by, says, quote, link, date, marks, form }: PromisedData): string {
  const rule = form === "order" ? marks.join(" → ") : `${form}: ${marks.join(", ")}`;
  const words = quote === undefined ? "" : ` "${quote}" (read on ${date})`;
  return `- [${by}](${link}) (${rule}): ${says}${words}`;
}

/** For each kind in which a text was not followed: a program to paste, unless it stands above, and what it should print. */
function departures(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const lines = newestOf(row.results).flatMap((result) => [
      ...result.broken.map((one) => departureLine(row, result, one, "promised is")),
      ...result.differs.map((one) => departureLine(row, result, one, "Node's documentation has")),
    ]);
    if (lines.length === 0) return [];
    if (row.program === rows[0]?.program) {
      return ["", `The program above, ${kindTitles[row.kind]}, does otherwise than a text:`, "", ...lines];
    }
    return [
      "",
      `This one runs ${kindTitles[row.kind]}, and does otherwise than a text:`,
      "",
      "```js",
      row.program.trimEnd(),
      "```",
      "",
      ...lines,
    ];
  });
}

function departureLine(
  row: Row,
  result: Result,
  { promise, count }: Result["broken"][number],
  what: string,
): string {
  const { says, quote, by, link, form, marks } = row.promises[promise] as PromisedData;
  const rule = form === "order" ? marks.join(" → ") : `${form} ${marks.join(", ")}`;
  return (
    `- ${result.runtime} ${result.version}, in ${count} of ${runsOf(result)} runs: ` +
    `prints ${lane(result.frequencies[0]?.sequence ?? [])}; ${what} ${rule}: "${quote ?? says}" ([${by}](${link}))`
  );
}

function emphasis(result: Result): string {
  const text = verdictCell(result);
  return result.verdict === "broken" || result.verdict === "failed" ? `**${text}**` : text;
}

function threadLink(at: string): string {
  const [repository, number] = at.split("#");
  return `[${at}](https://github.com/${repository}/issues/${number})`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
