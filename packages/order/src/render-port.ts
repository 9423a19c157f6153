// The answer for an engineer who moves a service.
import type { Result } from "./catalogue.ts";
import type { PortFinding } from "./port-check.ts";
import { kindTitles, lane, type Paint, plain, runsOf } from "./words.ts";

/** The findings as text, in their order: what code relies on often first. */
export function renderPortCheck(findings: readonly PortFinding[], paint: Paint = plain): string {
  if (findings.length === 0) return "Nothing of the catalogue differs.";
  const lines: string[] = [];
  let likelihood = "";
  for (const { row, from, to, promise } of findings) {
    if (row.relied.likelihood !== likelihood) {
      likelihood = row.relied.likelihood;
      lines.push(paint("bold", `Relied on ${likelihood}`), "");
    }
    const note = promise === "other" ? "" : paint(promise === "mends one" ? "green" : "red", ` (${promise})`);
    lines.push(
      `${paint("bold", row.title)}, ${kindTitles[row.kind] ?? row.kind}${note}`,
      `  ${row.relied.why}`,
      ...shares(from),
      ...shares(to),
      paint("dim", `  byturns order ${row.probe}`),
      "",
    );
  }
  return lines.join("\n").trimEnd();
}

/** The sequences that came in at least a tenth of the runs. */
function shares(result: Result): readonly string[] {
  const runs = runsOf(result);
  return result.frequencies
    .filter(({ count }, i) => i === 0 || count / runs >= 0.1)
    .map(
      ({ sequence, count }) =>
        `  ${result.runtime.padEnd(5)} ${String(Math.round((100 * count) / runs)).padStart(3)} %  ${lane(sequence)}`,
    );
}
