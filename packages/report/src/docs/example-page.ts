// One example as Markdown: its question, what it takes, what nobody can beat, the sources side by side, the figures.
import type { AnySpec } from "@byturns/spec";
import { duration } from "@byturns/text/figures";
import { figuresTable, md } from "../markdown.ts";
import type { Story } from "../model.ts";
import { runtimeLine } from "../runtime-stories.ts";
import type { SourceFile } from "../sources.ts";
import { examplesTable } from "./readme.ts";

/** How a generated file begins. */
export const generated = "<!-- Generated from the spec and the sources by `npm run docs`; do not edit. -->";

/**
 * @param files of the example, as `readSources` gives them.
 * @param reference the run whose figures are shown; undefined where there is none yet.
 */
export function examplePage(
  spec: AnySpec,
  files: readonly SourceFile[],
  reference: Story | undefined,
): string {
  const figures = reference?.examples.find(({ id }) => id === spec.id);
  return `${[
    generated,
    "",
    `# ${md(spec.title)} (\`${spec.id}\`)`,
    "",
    `**${prose(spec.question)}**`,
    "",
    prose(spec.origin),
    "",
    "## Inputs",
    "",
    ...inputs(spec),
    "",
    ...permissions(spec),
    ...oneCall(spec),
    "## Sources",
    "",
    ...sources(files),
    "",
    "## Figures",
    "",
    ...(figures === undefined || reference === undefined
      ? ["The reference run has none of this example."]
      : [
          `From the reference run: ${md(runtimeLine(reference.runtimes))}, ${md(reference.profile)} profile, ${md(reference.machines.map(({ what }) => what).join("; "))}. Factors are to the best median of the row's table, with their 95 % interval; the marks are explained in the run's own report.`,
          "",
          ...figures.cases.flatMap((one) => [
            `### ${md(one.input)}`,
            "",
            ...figuresTable(one, reference, figures.primary),
            "",
          ]),
        ]),
  ]
    .join("\n")
    .trimEnd()}\n`;
}

/** The examples with their figures, each linked to its page. */
export function exampleIndex(specs: readonly AnySpec[], reference: Story | undefined): string {
  return `${[
    generated,
    "",
    "# The examples",
    "",
    "Each has one [spec](../../packages/spec/src) and a file of the same name for every model. A row links to the page that",
    "shows the files side by side. The figure is the one that answers the example's question, the median of the",
    "[reference run](../../benchmarks/reference/full/report.md); `–` stands where that run does not measure an example.",
    "",
    ...examplesTable(specs, reference),
  ].join("\n")}\n`;
}

function inputs(spec: AnySpec): string[] {
  const rows = Object.entries(spec.inputs)
    .filter(([name]) => !name.startsWith("test"))
    .map(([name, input]) => {
      const ideals = [1, 2, 4].map((threads) => spec.ideal(input, threads));
      const [first] = ideals;
      const times = ideals.map(({ ms }) => (ms === undefined || ms <= 0 ? undefined : duration(ms)));
      const least =
        times[0] === undefined
          ? "–"
          : new Set(times).size === 1
            ? times[0]
            : `${times[0]} on 1 thread, ${times[1]} on 2, ${times[2]} on 4`;
      return `| \`${name}\` | \`${cut(JSON.stringify(input)).replaceAll("|", "\\|").replaceAll("`", "'")}\` | ${least} | ${md(first?.why ?? "")} |`;
    });
  const sweeps = Object.entries(spec.sweeps ?? {}).map(
    ([name, { parameter, unit, values }]) =>
      `- \`${name}\` sweeps ${md(parameter)}${unit === "" ? "" : ` (${md(unit)})`}: ${values.join(", ")}`,
  );
  return [
    "| name | input | cannot take less than | because |",
    "|---|---|---|---|",
    ...rows,
    ...(sweeps.length > 0 ? ["", ...sweeps] : []),
  ];
}

/** An input of a thousand tasks would fill pages. */
function cut(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}

/** What one timed call does, and what may be objected to it. */
function oneCall({ oneCall: call }: AnySpec): string[] {
  if (call === undefined) return [];
  return [
    "## What one call does",
    "",
    prose(call.work),
    "",
    ...Object.entries(call.inModel).map(([model, what]) => `- **${md(model)}**: ${prose(what)}`),
    "",
    ...call.objections.flatMap(({ objection, answer }) => [`> ${prose(objection)}`, "", prose(answer), ""]),
  ];
}

/** A spec's own words: code stands between backticks there. */
function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : md(part)))
    .join("");
}

function permissions({ permissions: wanted }: AnySpec): string[] {
  if (wanted === undefined) return [];
  const { why, ...kinds } = wanted;
  const list = Object.entries(kinds).map(
    ([kind, places]) => `${kind} \`${(places as readonly string[]).join(", ")}\``,
  );
  return list.length === 0
    ? []
    : [
        "Beyond reading its own sources it may: " +
          list.join("; ") +
          (why === undefined ? "." : `: ${md(why)}.`),
        "",
      ];
}

function sources(files: readonly SourceFile[]): string[] {
  if (files.length === 0) return ["No model has it yet."];
  const byModel = [...Map.groupBy(files, ({ model }) => model)];
  return [
    "<table>",
    `<tr>${byModel.map(([model]) => `<th>${md(model)}</th>`).join("")}</tr>`,
    "<tr>",
    ...byModel.flatMap(([, some]) => [
      '<td valign="top">',
      "",
      ...some.flatMap(({ path, text }) => [
        `[${path.split("/").at(-1)}](../../${path})`,
        "",
        "````ts",
        text.trimEnd(),
        "````",
        "",
      ]),
      "</td>",
    ]),
    "</tr>",
    "</table>",
  ];
}
