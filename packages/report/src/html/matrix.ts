// The matrix: a row a case, a column a model under a runtime. Drawn for the primary figure against the best; the page's script
// redraws it for other metrics and baselines from the data that is put beside it.
import { hasInterval, type MetricFacts } from "@byturns/statistics";
import { counted, factor, figure, interval } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CaseStory, CellStory, ExampleStory, Story } from "../model.ts";
import { modesText, type ShownModes } from "../modes-text.ts";
import { meaningOf, standings } from "../standing.ts";
import { type Html, html } from "./html.ts";
import { modelIndex, modelName, runtimeName } from "./names.ts";
import { type Baseline, baselinesOf, CaseRatios, type Ratio } from "./ratios.ts";
import { shadeOf } from "./shade.ts";

/** What the page's script knows of the matrix. */
export interface MatrixData {
  readonly metrics: readonly { readonly id: string; readonly title: string; readonly unit: string }[];
  readonly baselines: readonly Baseline[];
  /** By the number of the cell. */
  readonly cells: readonly CellData[];
  /** By the number of the cell and that of the metric, where its forks fall into two groups: shown in place of the median. */
  readonly modes: Readonly<Record<number, Readonly<Record<number, ShownModes>>>>;
}

/** By the number of the metric; 0 where the cell has no such figure. */
type CellData = readonly (0 | readonly [median: number, ...ratios: PackedRatio[]])[];

/**
 * By the number of the baseline; the last numbers are the place of the standing in `standings`. 0 where the two
 * were not compared, 1 for the baseline itself. The factor to the ideal stands where that to the best stands.
 */
type PackedRatio = 0 | 1 | readonly [ratio: number, low: number, high: number, standing: number];

/** The factor to the time that nobody can beat is read like a metric, and has a baseline of its own. */
export const overIdeal = { id: "overIdeal", title: "Time over the ideal", unit: "×" } as const;

/** Each example by its own primary figure: what the page shows first. */
const primaryFigure = { id: "primary", title: "The primary figure", unit: "" } as const;

/** Such metrics say nothing of a choice between models; they stand in the tables of the examples. */
const beside = new Set([
  "coresBusy",
  "startUpMs",
  "openMs",
  "firstCallMs",
  "contextSwitches",
  "loopDelayP50Ms",
]);

/** A table whose rows are laid out as grids is one only by its roles to some browsers' readers, so they are written out. */
export function matrix(story: Story): { readonly section: Html; readonly data: MatrixData } {
  const columns = story.models.flatMap((model) => story.runtimes.map(({ id }) => ({ model, runtime: id })));
  const shared = story.metrics.filter(({ id }) => !id.includes("/") && !beside.has(id));
  const metrics: { id: string; title: string; unit: string }[] = [
    primaryFigure,
    ...shared.map(({ id, title, unit }) => ({ id, title, unit })),
  ];
  const hasIdeal = story.examples.some(({ cases }) =>
    cases.some(({ cells }) => cells.some(({ summary }) => summary?.figures.wallMs?.overIdeal !== undefined)),
  );
  if (hasIdeal) metrics.splice(2, 0, overIdeal);
  const baselines = baselinesOf(story);
  const cells: CellData[] = [];
  const modes: Record<number, Record<number, ShownModes>> = {};
  const rows = story.examples.flatMap((example) =>
    example.cases.map((one) =>
      row(example, one, story, columns, { shared, metrics, baselines }, { cells, modes }),
    ),
  );
  const section = html`<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">The matrix</h2>
<p class="lead">Every case, every model, every runtime. The large figure is the factor to the best median of the row, the small ones its 95 % interval and the median itself. Cells that are equivalent to the best share its color; gray ones are inconclusive. The primary figure is the one that answers the example’s question.</p>
${controls(story, metrics, baselines)}
<p class="sideways" id="matrix-sideways"><b aria-hidden="true">→</b> The table goes on to the right: ${counted(columns.length, "column")}, by swipe or arrow keys.</p>
<div class="goes-on"><div class="scroll" role="region" aria-label="The matrix as a table" aria-describedby="matrix-sideways" tabindex="0">
<table role="table" class="matrix${columns.length > 9 ? " many" : ""}" id="matrix-table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Case</th>${columns.map(
    ({ model, runtime }) =>
      html`<th role="columnheader" scope="col" data-model="${modelIndex(story, model)}" data-runtime="${story.runtimes.findIndex(({ id }) => id === runtime)}">${modelName(story, model)}<span class="sub">${runtimeName(story, runtime)}</span></th>`,
  )}</tr></thead>
<tbody role="rowgroup">${rows}</tbody>
</table></div></div>
<p class="legend">${(Object.keys(standings) as (keyof typeof standings)[]).map(
    (standing) =>
      html`<span><b aria-hidden="true">${standings[standing].mark}</b> ${meaningOf(standing, story.summary.band)}</span>`,
  )}<span><b aria-hidden="true">∅</b> unsupported</span><span><b aria-hidden="true">✕</b> wrong or failed</span></p>
</section>`;
  return { section, data: { metrics, baselines, cells, modes } };
}

function controls(
  story: Story,
  metrics: readonly { id: string; title: string }[],
  baselines: readonly Baseline[],
): Html {
  const choice = (name: string, title: string, options: readonly { id: string; title: string }[]) =>
    html`<label>${title}<select name="${name}">${options.map(({ id, title: says }) => html`<option value="${id}">${label(says, 60)}</option>`)}</select></label>`;
  const boxes = (name: string, title: string, options: readonly string[]) =>
    html`<fieldset><legend>${title}</legend>${options.map((option, i) => html`<label class="box"><input type="checkbox" name="${name}" value="${i}" checked>${label(option, 40)}</label>`)}</fieldset>`;
  return html`<details class="filters" id="filters" data-roomy hidden><summary>Filters</summary><form class="controls" id="controls">
<label class="wide">Search<input type="search" name="q" placeholder="example, input or question" autocomplete="off" spellcheck="false"></label>
${choice("metric", "Metric", metrics)}
${choice("baseline", "Against", baselines)}
${choice("scale", "Scale", [
  { id: "log", title: "logarithmic" },
  { id: "linear", title: "linear" },
])}
${choice("sort", "Order", [
  { id: "planned", title: "as planned" },
  { id: "name", title: "by name" },
  { id: "factor", title: "largest factor first" },
  { id: "median", title: "slowest best first" },
])}
${choice("show", "Show", [
  { id: "all", title: "every case" },
  { id: "differ", title: "where cells differ" },
  { id: "alike", title: "where nothing differs" },
  { id: "trouble", title: "with unsupported or failed cells" },
])}
${boxes("models", "Models", story.models)}
${boxes(
  "runtimes",
  "Runtimes",
  story.runtimes.map(({ name }) => name),
)}
<p class="status"><output id="matrix-count"></output> <button type="button">Show everything</button></p>
</form></details>`;
}

interface Choices {
  readonly shared: readonly MetricFacts[];
  readonly metrics: readonly { readonly id: string }[];
  readonly baselines: readonly Baseline[];
}

function row(
  example: ExampleStory,
  one: CaseStory,
  story: Story,
  columns: readonly { readonly model: string; readonly runtime: string }[],
  { shared, metrics, baselines }: Choices,
  data: { readonly cells: CellData[]; readonly modes: Record<number, Record<number, ShownModes>> },
): Html {
  const ratios = new Map(shared.map((metric) => [metric.id, new CaseRatios(story, one, metric)]));
  const { primary } = example;
  const unit = primary?.unit ?? "";
  if (primary !== undefined) ratios.set(primaryFigure.id, new CaseRatios(story, one, primary));
  const name = label(example.id, 60);
  const input = label(one.input, 60);
  const search = `${name} ${input} ${label(example.title)} ${label(example.question, 300)}`.toLowerCase();
  const tds = columns.map(({ model, runtime }) => {
    const cell = one.cells.find((other) => other.model === model && other.runtime === runtime);
    if (cell === undefined)
      return html`<td role="cell" class="none"><span class="why">not planned</span></td>`;
    if (cell.state !== "measured") {
      const mark = cell.state === "unsupported" ? "∅" : "✕";
      return html`<td role="cell" class="${cell.state === "unsupported" ? "none" : "bad"}" title="${cell.reason}"><a href="#${cell.anchor}"><b>${mark}</b> <span class="why">${cell.state}</span></a></td>`;
    }
    const number = data.cells.push(figuresOf(cell, primary?.id, ratios, metrics, baselines)) - 1;
    const ratio = ratios.get(primaryFigure.id)?.to("best", cell);
    const seen = primary === undefined ? undefined : cell.summary?.figures[primary.id];
    const modes = modesOf(cell, primary?.id, metrics);
    if (Object.keys(modes).length > 0) data.modes[number] = modes;
    const median =
      seen?.modes === undefined ? figure(seen?.median, unit) : modesText(seen.modes, unit, ",\n");
    return html`<td role="cell" data-cell="${number}" class="shade-${ratio === undefined ? "none" : shadeOf(ratio, "log", 1)}"><a href="#${cell.anchor}"><i>${ratio === undefined ? "" : standings[ratio[3]].mark}</i><b>${ratio === undefined ? median : factor(ratio[0])}</b><small>${ratio === undefined || ratio[3] === "best" ? "" : interval({ low: ratio[1], high: ratio[2] })}\n${ratio === undefined ? "" : median}</small></a></td>`;
  });
  return html`<tr role="row" data-search="${search}" data-name="${name} ${input}" data-unit="${unit}"><th role="rowheader" scope="row"><a href="#${one.anchor}">${name}</a><span class="sub">${input}</span></th>${tds}</tr>`;
}

/** The modes of a cell by the number of the metric. */
function modesOf(
  cell: CellStory,
  primary: string | undefined,
  metrics: readonly { readonly id: string }[],
): Record<number, ShownModes> {
  const found: Record<number, ShownModes> = {};
  metrics.forEach(({ id }, metric) => {
    const modes = cell.summary?.figures[id === primaryFigure.id ? (primary ?? "") : id]?.modes;
    if (modes !== undefined) found[metric] = { better: modes.better, worse: modes.worse };
  });
  return found;
}

function figuresOf(
  cell: CellStory,
  primary: string | undefined,
  ratios: ReadonlyMap<string, CaseRatios>,
  metrics: readonly { readonly id: string }[],
  baselines: readonly Baseline[],
): CellData {
  return metrics.map(({ id }) => {
    const seen =
      cell.summary?.figures[id === overIdeal.id ? "wallMs" : id === primaryFigure.id ? (primary ?? "") : id];
    if (seen === undefined) return 0;
    if (id === overIdeal.id) {
      if (seen.overIdeal === undefined || !hasInterval(seen.overIdeal)) return 0;
      const { estimate, low, high } = seen.overIdeal;
      return [packed(estimate), pack([estimate, low, high, "worse"])];
    }
    const known = baselines.map((baseline) => pack(ratios.get(id)?.to(baseline.id, cell)));
    return [Number(seen.median.toPrecision(5)), ...known];
  });
}

const places = Object.keys(standings);

function pack(ratio: Ratio | undefined): PackedRatio {
  if (ratio === undefined) return 0;
  if (ratio[3] === "best") return 1;
  return [packed(ratio[0]), packed(ratio[1]), packed(ratio[2]), places.indexOf(ratio[3])];
}

/** As many digits as the text of a factor shows, so that the page writes what was written when it was built. */
function packed(ratio: number): number {
  return Number(ratio >= 0.1 && ratio < 9.995 ? ratio.toFixed(2) : ratio.toPrecision(3));
}
