// What changed between two runs, as text and as Markdown.

import { table, wrap } from "@byturns/text";
import { figure, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { paint } from "../text/terminal.ts";
import type { Change, ChangeKind, RunComparison } from "./changes.ts";

const marks: Readonly<Record<ChangeKind, string>> = {
  broken: "✕",
  worse: "▲",
  unclear: "?",
  better: "▼",
  fixed: "✓",
  same: "=",
  gone: "-",
  new: "+",
};
const order = Object.keys(marks) as ChangeKind[];

/** The changes as a table, the worst first; unchanged cells are only counted. */
export function drawChanges(comparison: RunComparison, width: number): string {
  const rows = sorted(comparison).map((change) => ({ change, columns: columnsOf(change, comparison) }));
  const lines = table(
    rows.map(({ columns }) => columns),
    { right: [1, 2, 3] },
  );
  return [
    ...rows.map(({ change }, i) => paint(styleOf(change.kind), `${marks[change.kind]} ${lines[i] ?? ""}`)),
    ...(rows.length > 0 ? [""] : []),
    ...comparison.warnings.flatMap((warning) => wrap(`! ${warning}`, width)),
  ].join("\n");
}

/** The changes as Markdown for a pull request. */
export function markdownOfChanges(comparison: RunComparison, verdict: string): string {
  const rows = sorted(comparison).map((change) => {
    const [cell = "", base = "", head = "", by = "", said = ""] = columnsOf(change, comparison).map(escaped);
    return `| ${marks[change.kind]} ${change.kind} | ${cell} | ${base} | ${head} | ${by} | ${said} |`;
  });
  const table =
    rows.length === 0
      ? []
      : ["| | cell | base | head | factor (95 %) | |", "|---|---|--:|--:|--:|---|", ...rows, ""];
  return [
    `### byturns: ${comparison.metric.title.toLowerCase()}`,
    "",
    escaped(verdict),
    "",
    ...table,
    ...comparison.warnings.map((warning) => `- ${escaped(warning)}`),
  ].join("\n");
}

function sorted({ changes }: RunComparison): Change[] {
  return changes
    .filter(({ kind }) => kind !== "same")
    .toSorted(
      (a, b) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (b.worseBy?.estimate ?? 0) - (a.worseBy?.estimate ?? 0),
    );
}

function columnsOf({ cell, machine, base, head, worseBy, why }: Change, { metric }: RunComparison): string[] {
  const turned = worseBy === undefined || metric.better === "lower" ? worseBy : inverse(worseBy);
  return [
    machine === undefined ? cell : `${cell} on ${machine}`,
    base === undefined ? "" : figure(base, metric.unit),
    head === undefined ? "" : figure(head, metric.unit),
    turned === undefined ? "" : `${turned.estimate.toFixed(2)}× (${interval(turned)})`,
    why === undefined ? "" : label(why),
  ];
}

function inverse({ estimate, low, high }: { estimate: number; low: number; high: number }) {
  return { estimate: 1 / estimate, low: 1 / high, high: 1 / low };
}

function styleOf(kind: ChangeKind) {
  if (kind === "worse" || kind === "broken") return "red";
  return kind === "better" || kind === "fixed" ? "green" : "dim";
}

/** Text that can neither end a table cell nor begin markup. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\|<>&`*_[\]]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/\s+/g, " ");
}
