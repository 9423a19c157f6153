// What was explained as lines for a terminal.
import { groupTitles } from "./attribute.ts";
import { changedFunctions } from "./difference.ts";
import type { Explained, ExplainedCell } from "./explained.ts";
import { microseconds, percent } from "./units.ts";

const mostFunctions = 10;

/** The table of groups, the ten heaviest functions of each cell, and the ten largest changes of each pair. */
export function drawExplained({ unit, root, cells, pairs }: Explained): string {
  const lines = [`Time of one ${unit}, by whose code it is`, ""];
  const groups = (Object.keys(groupTitles) as (keyof typeof groupTitles)[]).filter((group) =>
    cells.some(({ weights }) => weights.groups[group] > 0),
  );
  lines.push(
    ...columns([
      ["", ...groups.map((group) => groupTitles[group]), "attributed"],
      ...cells.map(({ name, weights, units }) => [
        name,
        ...groups.map((group) => microseconds(weights.groups[group] / units)),
        percent(weights.attributed),
      ]),
    ]),
  );
  for (const cell of cells) lines.push("", ...functionsOf(cell, unit));
  for (const [before, after] of pairs) {
    const one = cells[before];
    const other = cells[after];
    if (one === undefined || other === undefined) continue;
    lines.push("", `${other.name}, compared with ${one.name}: the largest changes of functions' own time`);
    const changes = changedFunctions(one, other, { root }).slice(0, mostFunctions);
    lines.push(
      ...columns(
        changes.map((change) => [
          `  ${signed(change.after - change.before)}`,
          `${microseconds(change.before)} → ${microseconds(change.after)}`,
          `${change.name}  ${place(change)}`,
        ]),
        [0, 1],
      ),
    );
  }
  return lines.join("\n");
}

function functionsOf(cell: ExplainedCell, unit: string): string[] {
  const { name, weights, units, cost, threads, notProfiled, counts, outside } = cell;
  const about = [
    threads === 1 ? "main thread" : `main thread and ${threads - 1} more`,
    ...(notProfiled === undefined ? [] : [notProfiled]),
    ...(cost === undefined
      ? []
      : [
          `a ${unit} takes ${microseconds(cost.profiledUs)} with the profiler, ${microseconds(cost.plainUs)} without (${(cost.profiledUs / cost.plainUs).toFixed(2)} ×)`,
        ]),
  ];
  const rows = weights.functions
    .slice(0, mostFunctions)
    .map((one) => [
      `  ${microseconds(one.selfUs / units)}`,
      percent(one.selfUs / weights.busyUs),
      groupTitles[one.group],
      `${one.name}  ${place(one)}`,
    ]);
  return [
    `${name}: ${about.join("; ")}`,
    ...(counts === undefined ? [] : [`  ${counts}`]),
    ...(outside === undefined ? [] : [`  ${outside}`]),
    ...columns(rows, [0, 1]),
  ];
}

function place({ file, line }: { readonly file: string; readonly line: number }): string {
  return file === "" ? "native" : line > 0 ? `${file}:${line}` : file;
}

function signed(us: number): string {
  return us > 0 ? `+${microseconds(us)}` : microseconds(us);
}

/** Rows in columns: the first is left-aligned, and all after it but the last are right-aligned, unless `right` says which. */
function columns(rows: readonly (readonly string[])[], right?: readonly number[]): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const isRight = (i: number) => right?.includes(i) ?? (i > 0 && i < count);
  return rows.map((row) =>
    row
      .map((text, i) => (isRight(i) ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
