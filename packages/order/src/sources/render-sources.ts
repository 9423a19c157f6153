// Where a project's sources use what differs, as text.
import { type Paint, plain } from "../render/words.ts";
import type { SourceReport } from "./check-sources.ts";

const mostPlaces = 20;

/** The places of each finding by file and line, and what the check cannot see. */
export function renderSources({ files, unread, findings }: SourceReport, paint: Paint = plain): string {
  const lines: string[] = [];
  for (const { finding, places } of findings) {
    const { cause, title } = finding;
    lines.push(paint("bold", title));
    if (cause !== undefined) lines.push(`  ${cause.effect}`);
    for (const { file, line, column, path } of places.slice(0, mostPlaces)) {
      lines.push(`  ${file}:${line}:${column}  ${path}`);
    }
    if (places.length > mostPlaces) lines.push(`  and ${places.length - mostPlaces} more places`);
    if (cause?.instead !== undefined) {
      lines.push(`  Write this instead: ${paint("green", cause.instead.code)}`);
      lines.push(paint("dim", `    the same under all runtimes: byturns order ${cause.instead.probe}`));
    } else if (cause?.advice !== undefined) lines.push(`  ${cause.advice}`);
    lines.push("");
  }
  if (findings.length === 0) lines.push("Nothing that differs was found.", "");
  lines.push(
    `Read ${files} ${files === 1 ? "file" : "files"}; a place is a use, and need not be a fault. Not seen: dependencies, ` +
      "code that is generated, and functions that are reached through other names than imports and constants.",
  );
  for (const { file, why } of unread) lines.push(paint("yellow", `Not read: ${file}: ${why}`));
  return lines.join("\n");
}
