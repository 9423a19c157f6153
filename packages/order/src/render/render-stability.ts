// What two passes said of each other, as text.
import type { Row, Stability, Wavering } from "../catalogue.ts";
import { crashLine, crashLines } from "./words.ts";

/**
 * One sentence when all verdicts are the same; otherwise a line for each that is not.
 *
 * @param rows of the same catalogue: what crashed in them is said beside a verdict that wavers.
 */
export function renderStability(
  { verdicts, wavering, shifted }: Stability,
  rows: readonly Row[] = [],
): string {
  const moved =
    shifted.length === 0
      ? []
      : [
          `Races whose odds changed with the load: ${shifted.map(({ probe, kind, of }) => `${probe} (${kind}, ${of})`).join(", ")}.`,
        ];
  if (wavering.length === 0) {
    return [
      `Run twice, the second time beside a process that held one core: all ${verdicts} verdicts are the same.`,
      ...moved,
    ].join("\n");
  }
  return [
    `Run twice, the second time beside a process that held one core: ${wavering.length} of ${verdicts} verdicts differ.`,
    ...wavering.map((one) => {
      const crashes = crashesBehind(one, rows);
      const why = crashes === "" ? "" : ` (${crashes})`;
      return `  ${one.probe} (${one.kind}), ${one.of}: ${one.first}, then ${one.second}${why}`;
    }),
    ...moved,
  ].join("\n");
}

function crashesBehind({ probe, kind, of }: Wavering, rows: readonly Row[]): string {
  const row = rows.find((one) => one.probe === probe && one.kind === kind);
  if (row === undefined) return "";
  if (of === "across") return crashLines(row).join("; ");
  const result = row.results.find(({ runtime, version }) => `${runtime} ${version}` === of);
  return result === undefined ? "" : crashLine(result);
}
