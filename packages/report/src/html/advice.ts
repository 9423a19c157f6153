// "My work": what a workload costs each model and runtime, predicted from the run. Without the script, a table of three.
import {
  type Advice,
  adviceColumns,
  adviceRows,
  advise,
  type Figures,
  hazardsOf,
  typicalWorkloads,
  usualWorkload,
  type Workload,
  workloadFields,
  workloadNames,
} from "@byturns/advice";
import { figuresOf } from "@byturns/advice/figures-of";
import { digits, duration } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { Evidence } from "../model.ts";
import { type Html, html } from "./html.ts";
import type { OrderCatalogue } from "./order.ts";

/** What predictions are made from; undefined where the run lacks it for every cell. */
export function adviceFigures(
  { plan, summary }: Evidence,
  order: OrderCatalogue | undefined,
): Figures | undefined {
  const rows = (order?.rows ?? []).map((row) => ({
    ...row,
    id: `${row.probe}/${row.kind}`,
    group: row.probe.split("-")[0] ?? "",
  }));
  const figures = figuresOf({
    id: plan.id,
    cells: summary.cells,
    cases: plan.cases,
    hazards: hazardsOf({ rows }),
  });
  return figures.cells.length === 0 ? undefined : figures;
}

export function adviceSection(figures: Figures): Html {
  return html`<section id="advice" aria-labelledby="advice-title"><h2 id="advice-title">My work</h2>
<p class="lead">What a service costs whose requests come at random, wait and compute: predicted from this run for every model and runtime. Each figure with its interval; <code>docs/advice.md</code> lists the terms and what they leave out.</p>
<details data-roomy><summary>Predict a workload</summary>
<div id="advice-mine" hidden><div class="advice-fields" role="group" aria-label="The workload">${workloadNames.map(field)}</div>
<p id="advice-problem" role="alert"></p>
<div id="advice-answer"><ul id="advice-reasons" aria-live="polite"></ul>
${scroll("Predictions for this workload", html`<table class="figures"><thead>${head()}</thead><tbody id="advice-rows"></tbody></table>`)}
<ul id="advice-notes"></ul>
<p>Measure it here: <code id="advice-command"></code></p><ul id="advice-left-out"></ul></div></div>
<div id="advice-typical">${typicalWorkloads.map(({ title, workload }) => typical(title, advise(workload, figures)))}</div></details></section>`;
}

function field(name: keyof Workload): Html {
  const { title, unit, min, max, isInteger } = workloadFields[name];
  const value = usualWorkload[name];
  return html`<div><label for="advice-${name}">${title} <small>${unit}</small></label><input type="number" id="advice-${name}" data-field="${name}" min="${min}" max="${max}" step="${isInteger ? "1" : "any"}" value="${value}"><input type="range" data-slides="${name}" min="0" max="100" step="1" aria-label="${title}, slider"></div>`;
}

function typical(title: string, advice: Advice): Html {
  const { waitMs, computeMs, ratePerSecond, inFlight, deadlineMs } = advice.workload;
  return html`<h3>${title}</h3>
<p>Each request waits ${duration(waitMs)} and computes ${duration(computeMs)}; ${digits(ratePerSecond)} a second, ${digits(inFlight)} open, within ${duration(deadlineMs)}. ${label(advice.reasons[0] ?? "", 400)}</p>
${scroll(
  `Predictions: ${title}`,
  html`<table class="figures"><thead>${head()}</thead><tbody>${adviceRows(advice).map(
    (row) =>
      html`<tr>${row.map((text, i) => (i === 0 ? html`<th scope="row">${label(text)}</th>` : html`<td>${label(text)}</td>`))}</tr>`,
  )}</tbody></table>`,
)}
<p><code>${advice.command}</code></p>`;
}

function head(): Html {
  return html`<tr>${adviceColumns.map((column) => html`<th scope="col">${column}</th>`)}</tr>`;
}

function scroll(what: string, table: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${what}">${table}</div>`;
}
