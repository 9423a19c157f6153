// What was explained as lines for a terminal.
import { groupTitles } from "./attribute.ts";
import type { Explained, ExplainedCell } from "./explained.ts";
import { allUs, changeParts, functionParts, othersText, placeOf } from "./parts.ts";
import { howTimed, takesText } from "./takes.ts";
import { microseconds, percent, signed } from "./units.ts";

/** The table of groups, the ten heaviest functions of each cell, and the ten largest changes of each pair. */
export function drawExplained({ unit, root, cells, pairs }: Explained): string {
  const lines = [`Time of one ${unit}, by whose code it is`, ""];
  const groups = (Object.keys(groupTitles) as (keyof typeof groupTitles)[]).filter((group) =>
    cells.some(({ weights }) => weights.groups[group] > 0),
  );
  lines.push(
    ...columns([
      ["", ...groups.map((group) => groupTitles[group]), "in all", "busy time attributed"],
      ...cells.map(({ name, weights, units }) => [
        name,
        ...groups.map((group) => microseconds(weights.groups[group] / units)),
        microseconds(allUs(weights) / units),
        percent(weights.attributed),
      ]),
    ]),
    "",
    ...howTimed,
    "Native code counts as the runtime's own in this table, and as its caller's in the lists of functions.",
  );
  for (const cell of cells) lines.push("", ...functionsOf(cell, unit));
  for (const [before, after] of pairs) {
    const one = cells[before];
    const other = cells[after];
    if (one === undefined || other === undefined) continue;
    lines.push("", `${other.name}, compared with ${one.name}: the largest changes of functions' own time`);
    const { parts, all } = changeParts(one, other, { root });
    lines.push(
      ...columns(
        [...parts, { ...all, name: "in all", place: "" }].map((change) => [
          `  ${signed(change.after - change.before)}`,
          `${microseconds(change.before)} → ${microseconds(change.after)}`,
          `${change.name}  ${change.place}`,
        ]),
        [0, 1],
      ),
    );
  }
  return lines.join("\n");
}

function functionsOf(cell: ExplainedCell, unit: string): string[] {
  const { name, weights, units, threads, notProfiled, counts, outside } = cell;
  const about = [
    threads === 1 ? "main thread" : `main thread and ${threads - 1} more`,
    ...(notProfiled === undefined ? [] : [notProfiled]),
    takesText(cell, unit),
  ];
  const { heaviest, others, othersUs } = functionParts(weights);
  const share = (us: number) => [`  ${microseconds(us / units)}`, percent(us / (weights.busyUs || 1))];
  const rows = [
    ...heaviest.map((one) => [...share(one.selfUs), groupTitles[one.group], `${one.name}  ${placeOf(one)}`]),
    ...(others === 0 ? [] : [[...share(othersUs), "", othersText(others)]]),
    [...share(weights.busyUs), "", "busy in all"],
  ];
  return [
    `${name}: ${about.join("; ")}`,
    ...(counts === undefined ? [] : [`  ${counts}`]),
    ...(outside === undefined ? [] : [`  ${outside}`]),
    ...columns(rows, [0, 1]),
  ];
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
