// One probe for a terminal: its program, its orders, its promises and its reports.
import type { Catalogue, Row } from "../catalogue.ts";
import { acrossWithoutCrashes } from "../crash.ts";
import {
  acrossLine,
  claimLine,
  kindTitles,
  lane,
  type Paint,
  plain,
  runsOf,
  table,
  verdictStyles,
} from "./words.ts";

/**
 * One probe as text.
 *
 * @param probe its id.
 * @throws RangeError when the catalogue has no such probe.
 */
export function renderProbe(catalogue: Catalogue, probe: string, paint: Paint = plain): string {
  const rows = catalogue.rows.filter((row) => row.probe === probe);
  const [first] = rows;
  if (first === undefined) throw new RangeError(`The catalogue has no probe "${probe}"`);
  const claims = catalogue.claims.filter((claim) => claim.probe === probe);
  return [
    paint("bold", `${first.probe}: ${first.title}`),
    first.question,
    "",
    first.program.trimEnd().replace(/^(?=.)/gm, "    "),
    ...rows.flatMap((row) => ["", ...results(row, paint)]),
    "",
    paint("bold", "Promises"),
    ...promises(rows),
    ...upstream(rows, paint),
    ...(claims.length > 0 ? ["", paint("bold", "Reported"), ...claims.map(claimLine)] : []),
    "",
    `Code relies on it ${first.relied.likelihood}: ${first.relied.why}`,
  ].join("\n");
}

function upstream(rows: readonly Row[], paint: Paint): readonly string[] {
  const lines = rows.flatMap((row) =>
    row.upstream.map(
      ({ runtime, state, at, statedOn }) =>
        `${row.id}, ${runtime}: ${state}${at === undefined ? "" : ` (${at}, ${statedOn})`}`,
    ),
  );
  return lines.length === 0 ? [] : ["", paint("bold", "Upstream"), ...lines];
}

function results(row: Row, paint: Paint): readonly string[] {
  const lanes = row.results.flatMap((result) =>
    result.frequencies.map(({ sequence, count }, i) => [
      i === 0 ? `${result.runtime} ${result.version}` : "",
      i === 0 ? result.verdict : "",
      `${count}/${runsOf(result)}`,
      lane(sequence),
    ]),
  );
  const chances = row.chances
    .filter(({ p }) => p < 0.001)
    .map(({ left, right, p }) => `${left} and ${right} differ (p = ${p.toExponential(0)})`);
  const head = `${kindTitles[row.kind] ?? row.kind}: `;
  return [
    paint("bold", head) + paint(verdictStyles[acrossWithoutCrashes(row)], acrossLine(row)),
    table(lanes, (cell, column) =>
      column === 1 && cell in verdictStyles
        ? paint(verdictStyles[cell as keyof typeof verdictStyles], cell)
        : cell,
    ),
    ...chances,
    ...row.results.flatMap((result) =>
      result.failures.map(
        ({ ending, count, output }) => `${result.runtime}: ${ending} in ${count} runs\n${output.trimEnd()}`,
      ),
    ),
  ];
}

function promises(rows: readonly Row[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    for (const { by, says, quote, link, date, form, marks } of row.promises) {
      const rule = {
        order: marks.join(" → "),
        open: `no order of ${marks.join(", ")}`,
        always: `always ${marks.join(", ")}`,
        never: `never ${marks.join(", ")}`,
      }[form];
      const words = quote === undefined ? "" : `\n    "${quote}" (read on ${date})`;
      const text = `${by}: ${says}\n    ${rule}${words}\n    ${link}`;
      lines.set(text, [...(lines.get(text) ?? []), row.kind]);
    }
  }
  if (lines.size === 0) return ["None."];
  return [...lines].map(([text, kinds]) =>
    kinds.length === rows.length
      ? text
      : `${text}\n    (${kinds.map((kind) => kindTitles[kind]).join("; ")})`,
  );
}
