// The probes as a list: what there is to ask.
import type { Probe } from "../probe.ts";
import { type Paint, plain, table } from "./words.ts";

/** Id, kinds and title of each probe, by group. */
export function renderProbeList(probes: readonly Probe[], paint: Paint = plain): string {
  return [...Map.groupBy(probes, ({ group }) => group)]
    .map(([group, some]) => {
      const rows = some.map(({ id, kinds, title }) => [id, kinds.join(" "), title]);
      return `${paint("bold", group)}\n${table(rows, (cell, column) => (column === 1 ? paint("dim", cell) : cell))}`;
    })
    .join("\n\n");
}
