// Whether a verdict holds on all machines: the same comparisons on several machines, side by side.
import {
  type Comparison,
  differs,
  type Fitted,
  hasInterval,
  inverseOf,
  type Summary,
} from "@byturns/statistics";

/** The result of one comparison on one machine. */
interface OnMachine {
  readonly name: string;
  readonly comparison: Comparison | undefined;
}

/**
 * `holds`: the same on every machine that measured it. `differs`: machines contradict one another. `open`: a machine is
 * undecided, or there is only one.
 */
export type Holding = "holds" | "differs" | "open";

/** One comparison on all machines. */
interface EverywhereRow {
  readonly example: string;
  readonly input: string;
  readonly a: string;
  readonly b: string;
  readonly holding: Holding;
  readonly machines: readonly OnMachine[];
}

/** All time comparisons of cells that share a model or a runtime. */
export interface Everywhere {
  readonly machines: readonly string[];
  readonly rows: readonly EverywhereRow[];
}

/**
 * Puts the verdicts of several machines side by side. Nothing is compared across machines: each verdict was made within
 * one.
 */
export function holdsEverywhere(
  summaries: readonly { readonly name: string; readonly summary: Summary }[],
): Everywhere {
  const rows = new Map<
    string,
    { row: Omit<EverywhereRow, "holding" | "machines">; found: Map<string, Comparison> }
  >();
  const asked = new Map<string, string[]>();
  for (const { name, summary } of summaries) {
    const metric = summary.metrics[0]?.id ?? "";
    const cells = new Map(summary.cells.map(({ cell }) => [cell.id, cell]));
    for (const { example, input, metrics } of summary.groups) {
      const one = `${example}/${input}`;
      asked.set(one, [...(asked.get(one) ?? []), name]);
      for (const comparison of metrics[metric]?.comparisons ?? []) {
        const [a, b] = [cells.get(comparison.a), cells.get(comparison.b)];
        if (a === undefined || b === undefined || (a.model !== b.model && a.runtime !== b.runtime)) continue;
        const [first, second] = [comparison.a, comparison.b].toSorted() as [string, string];
        const key = `${first}\n${second}`;
        const entry = rows.get(key) ?? { row: { example, input, a: first, b: second }, found: new Map() };
        entry.found.set(name, first === comparison.a ? comparison : turned(comparison));
        rows.set(key, entry);
      }
    }
  }
  const machines = summaries.map(({ name }) => name);
  return {
    machines,
    rows: Array.from(rows.values(), ({ row, found }) => ({
      ...row,
      holding: holdingOf((asked.get(`${row.example}/${row.input}`) ?? []).map((name) => found.get(name))),
      machines: machines.map((name) => ({ name, comparison: found.get(name) })),
    })),
  };
}

function holdingOf(comparisons: readonly (Comparison | undefined)[]): Holding {
  const directions = new Set(comparisons.map(directionOf));
  const told = [...directions].filter((direction) => direction !== "open");
  if (told.length > 1) return "differs";
  return directions.has("open") || comparisons.length < 2 ? "open" : "holds";
}

function directionOf(comparison: Comparison | undefined): "above" | "below" | "equal" | "open" {
  if (comparison === undefined) return "open";
  if (comparison.verdict === "equivalent") return "equal";
  if (!differs(comparison.verdict)) return "open";
  return comparison.ratio.estimate > 1 ? "above" : "below";
}

function turned({ a, b, ratio, ...rest }: Comparison): Comparison {
  return { ...rest, a: b, b: a, ratio: inverseOf(ratio) };
}

function describeRatio(ratio: Fitted): string {
  const ends = hasInterval(ratio) ? ` (${ratio.low.toFixed(2)} … ${ratio.high.toFixed(2)})` : "";
  return `${ratio.estimate.toFixed(2)}${ends}`;
}

/** As Markdown: how many hold, and those that do not; with `all`, every row. */
export function drawEverywhere({ machines, rows }: Everywhere, { all }: { readonly all: boolean }): string {
  const count = (holding: Holding) => rows.filter((row) => row.holding === holding).length;
  const shown = rows.filter(({ holding }) => all || holding === "differs");
  const head = [
    "## Does it hold everywhere?",
    "",
    `Of ${rows.length} comparisons by time within ${machines.join(", ")}: ${count("holds")} hold on every machine, ${count("differs")} do not, and of ${count("open")} at least one machine cannot tell.`,
  ];
  if (shown.length === 0) return `${head.join("\n")}\n`;
  const cells = (row: EverywhereRow) =>
    row.machines.map(({ comparison }) =>
      comparison === undefined ? "–" : `${describeRatio(comparison.ratio)} ${comparison.verdict}`,
    );
  return `${[
    ...head,
    "",
    `| time of | over that of | ${machines.join(" | ")} | |`,
    `|---|---|${machines.map(() => "---|").join("")}---|`,
    ...shown.map((row) => `| ${row.a} | ${row.b} | ${cells(row).join(" | ")} | ${row.holding} |`),
  ].join("\n")}\n`;
}
