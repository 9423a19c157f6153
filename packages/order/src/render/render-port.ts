// The answer for an engineer who moves a service.
import type { Result } from "../catalogue.ts";
import type { PortFinding, ProbeDifference } from "../port-check.ts";
import { kindTitles, lane, type Paint, plain, runsOf } from "./words.ts";

const mostProbes = 3;

/** The findings as text, in their order: one paragraph a cause, with what to write instead. */
export function renderPortCheck(findings: readonly PortFinding[], paint: Paint = plain): string {
  if (findings.length === 0) return "Nothing in the catalogue differs.";
  const lines: string[] = [];
  let heading = "";
  for (const finding of findings) {
    const { meetsServices, likelihood, cause, probes } = finding;
    const next = meetsServices
      ? `Relied on ${likelihood}`
      : "Only in an ES module that has loaded nothing of Node";
    if (next !== heading) {
      heading = next;
      lines.push(paint("bold", next), "");
    }
    lines.push(`${paint("bold", finding.title)}${note(finding, paint)}`);
    lines.push(`  ${cause?.effect ?? probes[0]?.shown.row.relied.why}`);
    for (const one of probes.slice(0, mostProbes)) lines.push(...probeLines(one, paint));
    if (probes.length > mostProbes) {
      const more = probes
        .slice(mostProbes)
        .map(({ probe }) => probe)
        .join(", ");
      lines.push(paint("dim", `  and ${more}`));
    }
    if (cause?.instead !== undefined) {
      lines.push(`  Write this instead: ${paint("green", cause.instead.code)}`);
      lines.push(paint("dim", `    the same under all runtimes: byturns order ${cause.instead.probe}`));
    } else if (cause?.advice !== undefined) {
      lines.push(`  ${cause.advice}`);
    }
    lines.push("");
  }
  return lines.join("\n").trimEnd();
}

function note({ promise }: PortFinding, paint: Paint): string {
  if (promise === "other") return "";
  return paint(promise === "mends one" ? "green" : "red", ` (${promise})`);
}

function probeLines({ title, kinds, shown, probe }: ProbeDifference, paint: Paint): readonly string[] {
  return [
    `  ${title}, ${kinds.map((kind) => kindTitles[kind] ?? kind).join(", ")}`,
    ...shares(shown.from),
    ...shares(shown.to),
    paint("dim", `    byturns order ${probe}`),
  ];
}

/** The sequences that came in at least a tenth of the runs. */
function shares(result: Result): readonly string[] {
  const runs = runsOf(result);
  return result.frequencies
    .filter(({ count }, i) => i === 0 || count / runs >= 0.1)
    .map(
      ({ sequence, count }) =>
        `    ${result.runtime.padEnd(5)} ${String(Math.round((100 * count) / runs)).padStart(3)} %  ${lane(sequence)}`,
    );
}
