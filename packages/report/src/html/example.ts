// One example's section: its question, what nobody can beat, the figures of every cell, curves, timelines, sources.
import { tailWarning } from "@byturns/record/tails";
import { hasInterval, type MetricFacts } from "@byturns/statistics";
import { counted, digits, factor, figure, interval, noFigure, percent } from "@byturns/text/figures";
import { cut, label, output } from "@byturns/text/plain";
import { countsOfCase } from "../counts/case-counts.ts";
import { countedThreads } from "../counts/recorded-counts.ts";
import type { CaseStory, CellStory, ExampleStory, Story } from "../model.ts";
import { overShare } from "../own-share.ts";
import { read } from "../read-figure.ts";
import { meaningOf, standings } from "../standing.ts";
import { curves } from "./curves.ts";
import { type Html, html } from "./html.ts";
import { modelName, runtimeName } from "./names.ts";
import { type StripChart, stripChart } from "./strip.ts";
import { timelines } from "./timelines.ts";

/** What a page may hold of timelines, so that it stays small. */
export interface Allowance {
  /** Stretches for each cell's timeline. */
  readonly stretchesPerCell: number;
  /** Whether every case has its timelines, or only the first one of each example. */
  readonly isRoomForAll: boolean;
}

export function exampleSection(
  example: ExampleStory,
  story: Story,
  sources: Html | undefined,
  allowance: Allowance,
): Html {
  const unswept = example.cases.filter(({ sweep }) => sweep === undefined);
  const swept = example.cases.filter(({ sweep }) => sweep !== undefined);
  const answer = story.answersOfExamples.get(example.id) ?? "";
  return html`<details class="example" id="${example.anchor}"><summary><h3><code>${label(example.id, 60)}</code></h3> <span class="question">${example.question}</span>${answer === "" ? "" : html` <span class="answer">${answer}</span>`}</summary>
${example.origin === "" ? "" : html`<p class="origin">${example.origin}</p>`}
${unswept.map((one, i) => caseSection(example, one, story, i === 0 || allowance.isRoomForAll ? allowance.stretchesPerCell : 0))}
${curves(example, story)}
${swept.length === 0 ? "" : html`<details class="swept"><summary>Figures of ${counted(swept.length, "swept input")}</summary>${sweptTables(swept, story)}</details>`}
${sources === undefined ? "" : html`<details class="sources"><summary>The sources side by side</summary>${sources}</details>`}
</details>`;
}

function caseSection(example: ExampleStory, one: CaseStory, story: Story, stretchesPerCell: number): Html {
  const measured = one.cells.filter(({ state }) => state === "measured");
  const best = Math.min(
    ...measured.map(({ summary }) => summary?.figures.wallMs?.median ?? Number.POSITIVE_INFINITY),
  );
  const chart =
    Number.isFinite(best) && best > 0
      ? stripChart(measured.flatMap(dataOf), best, `s-${one.anchor}`, story.summary.band)
      : undefined;
  const columns = story.metrics.filter(
    ({ id }) =>
      id !== "wallMs" &&
      one.cells.some(({ summary }) => summary?.figures[id] !== undefined) &&
      !tucked.has(id),
  );
  return html`<section class="case" id="${one.anchor}">
<h4>${label(one.input, 80)}${one.idealMs === undefined ? "" : html` <span class="ideal">cannot take less than ${figure(one.idealMs, "ms")}</span>`}</h4>
${one.question === "" || one.question === example.question ? "" : html`<p class="asks">${one.question}</p>`}
<p class="why">${one.idealWhy === "" ? "" : html`${one.idealMs === undefined ? "No known least time" : "The least time"}: ${one.idealWhy}.`}</p>
<details class="input"><summary>Input</summary><pre tabindex="0">${inputText(one.value)}</pre></details>
<div class="scroll" role="region" aria-label="Figures of ${label(example.id, 60)}, ${label(one.input, 60)}" tabindex="0"><table class="figures">
<thead><tr><th scope="col">Cell</th>${chart === undefined ? "" : html`<th scope="col" class="chart">Forks, as ratio to the best median${chart.axis}</th>`}<th scope="col" class="n">Time</th><th scope="col" class="n">Factor to best</th><th scope="col" class="n">Over ideal</th>${columns.map((metric) => html`<th scope="col" class="n">${label(metric.title, 40)}</th>`)}</tr></thead>
<tbody>${one.cells.map((cell) => cellRow(cell, story, chart, columns))}</tbody></table></div>
${columns.flatMap(({ id }) => tailWarning(id) ?? []).map((warning) => html`<p class="why">${warning}</p>`)}
${countLines(one, story)}
${samples(one, story)}
${stretchesPerCell === 0 ? "" : timelines(one, story, stretchesPerCell)}
</section>`;
}

/** What a unit of work does, counted, a line a model. */
function countLines(one: CaseStory, story: Story): Html {
  const counts = countsOfCase(one, story);
  if (counts === undefined) return html``;
  return html`<details class="counts" open><summary>What each ${counts.unit} does, counted with ${countedThreads} threads</summary><dl>${counts.models.map(({ model, text }) => html`<dt>${modelName(story, model)}</dt><dd>${text}</dd>`)}</dl></details>`;
}

/** The inputs of a sweep, a row each: what the curves are drawn from. */
function sweptTables(cases: readonly CaseStory[], story: Story): Html {
  const families = Map.groupBy(cases, ({ sweep }) => sweep?.name ?? "");
  const wall = story.metrics.find(({ id }) => id === "wallMs");
  return html`${[...families].map(([name, some]) => {
    const cells = some[0]?.cells ?? [];
    return html`<div class="scroll" role="region" tabindex="0" aria-label="${label(some[0]?.anchor ?? "", 80)}: inputs along ${label(name, 60)}"><table class="figures"><thead><tr><th scope="col">Input</th>${cells.map(({ model, runtime }) => html`<th scope="col" class="n">${modelName(story, model)}<span class="sub">${runtimeName(story, runtime)}</span></th>`)}</tr></thead><tbody>${some.map(
      (one) =>
        html`<tr id="${one.anchor}"><th scope="row">${label(one.input, 60)}</th>${cells.map(
          ({ model, runtime }) => {
            const cell = one.cells.find((other) => other.model === model && other.runtime === runtime);
            if (cell === undefined) return html`<td>${noFigure}</td>`;
            if (cell.state !== "measured")
              return html`<td id="${cell.anchor}" title="${cell.reason}">${cell.state === "unsupported" ? "∅" : "✕"} ${cell.state}</td>`;
            const reading = wall === undefined ? undefined : read(cell, wall);
            return html`<td id="${cell.anchor}">${reading?.modes ?? reading?.value ?? noFigure}${reading?.standing === undefined ? "" : html`<small>${standings[reading.standing].mark} ${reading.factor}</small>`}</td>`;
          },
        )}</tr>`,
    )}</tbody></table></div>${some
      .flatMap(({ cells: all }) => all.filter(({ state }) => state !== "measured"))
      .slice(0, 12)
      .map(
        (cell) =>
          html`<p class="why">${label(cell.model, 40)} on ${runtimeName(story, cell.runtime)}: ${cell.reason}${aftermath(cell)}</p>`,
      )}`;
  })}`;
}

/** Metrics with a place of their own. */
const tucked = new Set([
  "coresBusy",
  "startUpMs",
  "openMs",
  "firstCallMs",
  "contextSwitches",
  "loopDelayP50Ms",
]);

function dataOf({ summary }: CellStory) {
  const seen = summary?.figures.wallMs;
  if (seen === undefined) return [];
  return [{ ...seen, values: seen.values.map(({ value }) => value) }];
}

function cellRow(
  cell: CellStory,
  story: Story,
  chart: StripChart | undefined,
  columns: readonly MetricFacts[],
): Html {
  const share = overShare(cell.ownShare);
  const name = html`<th scope="row" id="${cell.anchor}">${modelName(story, cell.model)} ${runtimeName(story, cell.runtime)}${share === undefined ? "" : html`<small class="over">${share}</small>`}</th>`;
  if (cell.state !== "measured") {
    return html`<tr class="${cell.state === "unsupported" ? "unsupported" : "trouble"}">${name}<td colspan="${4 + columns.length}"><b>${cell.state === "unsupported" ? "∅" : "✕"} ${cell.state}</b>: ${cell.reason}${aftermath(cell)}</td></tr>`;
  }
  const wall = story.metrics.find(({ id }) => id === "wallMs");
  const seen = cell.summary?.figures.wallMs;
  const reading = wall === undefined ? undefined : read(cell, wall);
  const [data] = dataOf(cell);
  const over = seen?.overIdeal;
  return html`<tr>${name}${chart === undefined ? "" : html`<td class="chart">${data === undefined ? "" : chart.strip(data)}</td>`}
<td><b>${reading?.value ?? noFigure}</b>${reading?.modes === undefined ? "" : html`<small class="modes">two modes: ${reading.modes}</small>`}${seen?.spread === undefined ? "" : html`<small>spread ${percent(seen.spread)}</small>`}</td>
<td>${reading?.standing === undefined ? "" : html`<span title="${meaningOf(reading.standing, story.summary.band)}">${standings[reading.standing].mark}</span> `}<b>${reading?.factor ?? noFigure}</b><small>${reading?.interval ?? standingWord(reading?.standing)}</small></td>
<td>${over === undefined ? noFigure : html`${factor(over.estimate)}${hasInterval(over) ? html`<small>${interval(over)}</small>` : ""}`}</td>
${columns.map((metric) => {
  const other = read(cell, metric);
  return html`<td>${other?.value ?? noFigure}${other?.modes === undefined ? "" : html`<small class="modes">two modes: ${other.modes}</small>`}${other?.spans === undefined ? "" : html`<small>${other.spans}</small>`}${other?.standing === undefined ? "" : html`<small>${standings[other.standing].mark} ${other.factor}</small>`}</td>`;
})}</tr>${
    cell.troubles.length === 0
      ? ""
      : html`<tr class="trouble"><td colspan="${5 + columns.length}">${cell.troubles.join("; ")}${aftermath(cell)}</td></tr>`
  }`;
}

function standingWord(standing: string | undefined): string {
  return standing === "best" ? "the best" : "";
}

function aftermath(cell: CellStory): Html | string {
  if (cell.state === "unsupported") return "";
  if (cell.printed === undefined && cell.command === undefined) return "";
  return html`<details><summary>${cell.printed === undefined ? "How it was run" : "What it printed"}</summary>${cell.command === undefined ? "" : html`<p class="command"><code>${cell.command}</code></p>`}${cell.printed === undefined ? "" : html`<pre tabindex="0">${cell.printed}</pre>`}</details>`;
}

function samples(one: CaseStory, story: Story): Html {
  const cells = one.cells.filter(({ state }) => state === "measured");
  if (cells.length === 0) return html``;
  const commands = Map.groupBy(cells, ({ command }) => command);
  return html`<details class="samples"><summary>Every fork’s figure, and how it was run</summary><dl>${cells.map(
    (cell) => {
      const values = cell.summary?.figures.wallMs?.values ?? [];
      return html`<dt>${modelName(story, cell.model)} ${runtimeName(story, cell.runtime)}</dt><dd>${values.map(({ value }) => digits(value, 4)).join(" ")} ms</dd>`;
    },
  )}</dl><ul class="commands">${[...commands].map(
    ([command, some]) =>
      html`<li>${some.map(({ model, runtime }) => `${label(model, 40)} ${runtimeName(story, runtime)}`).join(", ")}: <code>${command}</code></li>`,
  )}</ul></details>`;
}

function inputText(value: unknown): string {
  try {
    return output(cut(JSON.stringify(value, undefined, 1) ?? "", 2_000));
  } catch {
    return "(not shown)";
  }
}
