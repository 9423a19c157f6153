// The timelines of one case: a plot a cell on one time axis, so that waiting, switching and running side by side
// can be seen. A plot is stretched to the page's width: only lines are in it, and no text.

import { counted, duration } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { scaleLinear } from "d3-scale";
import type { CaseStory, CellStory, Story } from "../model.ts";
import { layOut, type State, type Timeline } from "../timeline/layout.ts";
import { type Html, html, raw } from "./html.ts";
import { modelName, runtimeName } from "./names.ts";

/** The width of a plot in its own units; rows are as high as pixels. */
export const plotUnits = 10_000;
export const rowHeight = 16;

/** @param mostStretches in each plot. */
export function timelines(one: CaseStory, story: Story, mostStretches: number): Html {
  const drawn = one.cells.flatMap((cell) =>
    cell.trace === undefined || cell.trace.spans.length === 0
      ? []
      : [{ cell, timeline: layOut(cell.trace, { mostRows: 10, mostLanes: 9, mostStretches }) }],
  );
  if (drawn.length === 0) return html``;
  const endMs = Math.max(...drawn.map(({ timeline }) => timeline.endMs));
  const axis = scaleLinear([0, endMs], [0, 100]);
  return html`<figure class="timeline" id="t-${one.anchor}" data-end="${endMs}" data-name="${label(one.input, 60)}">
<figcaption><span><b>Who waits, who runs</b>, in one call of each cell</span> <span class="keys"><span class="key running">running</span><span class="key blocking">blocking its thread</span><span class="key waiting">waiting</span><span class="key printed">printed a line</span></span></figcaption>
<div class="timeline-tools" hidden role="group" aria-label="Timeline"><button type="button" data-do="in" aria-label="Zoom in">+</button><button type="button" data-do="out" aria-label="Zoom out">−</button><button type="button" data-do="left" aria-label="Earlier">◀</button><button type="button" data-do="right" aria-label="Later">▶</button><button type="button" data-do="previous">Step back</button><button type="button" data-do="next">Step on</button><button type="button" data-do="all">All</button><button type="button" data-do="save">For Perfetto</button></div>
<div class="plots" role="group" aria-label="Timelines of ${label(one.input, 60)}">
<div class="plot-cell axis-row"><span class="names">one time axis</span><svg class="time-axis" role="img" aria-label="Time from 0 to ${duration(endMs)}">${axis
    .ticks(6)
    .map((tick) => {
      const at = axis(tick);
      return html`<text x="${at.toFixed(2)}%" y="12" text-anchor="${at < 4 ? "start" : at > 94 ? "end" : "middle"}">${tick === 0 ? "0" : duration(tick)}</text>`;
    })}</svg></div>
${drawn.map(({ cell, timeline }) => plot(cell, timeline, endMs, story))}
</div>
<p class="readout" role="status" hidden></p>
${printedLines(drawn, story)}
</figure>`;
}

function plot(cell: CellStory, timeline: Timeline, endMs: number, story: Story): Html {
  const names: Html[] = [
    html`<li class="who">${modelName(story, cell.model)} ${runtimeName(story, cell.runtime)}</li>`,
  ];
  const paths: Record<State, string[]> = { running: [], blocking: [], waiting: [] };
  const bands: string[] = [];
  const x = (ms: number) => Math.round((Math.min(ms, endMs) / endMs) * plotUnits);
  let row = 1;
  for (const { name, rows, tasksLeftOut } of timeline.lanes) {
    const isAlone = timeline.lanes.length === 1;
    const from = row;
    if (!isAlone) {
      names.push(html`<li class="lane">${label(name, 40)}</li>`);
      row += 1;
    }
    for (const { task, tasks, stretches } of rows) {
      const says = task === undefined ? counted(tasks, "task") : label(task, 60);
      names.push(says.length > 24 ? html`<li title="${says}">${says}</li>` : html`<li>${says}</li>`);
      const y = row * rowHeight + rowHeight / 2;
      for (const { state, startMs, endMs: toMs } of stretches) {
        const start = x(startMs);
        paths[state].push(`M${start} ${y}h${Math.max(4, x(toMs) - start)}`);
      }
      row += 1;
    }
    if (tasksLeftOut > 0) {
      names.push(html`<li class="lane">and ${counted(tasksLeftOut, "task")} more</li>`);
      row += 1;
    }
    if (!isAlone) bands.push(`M0 ${from * rowHeight}h${plotUnits}`);
  }
  for (const [count, what] of [
    [timeline.lanesLeftOut, "lane"],
    [timeline.senseless, "senseless time"],
  ] as const) {
    if (count === 0) continue;
    names.push(html`<li class="lane">and ${counted(count, what)}${what === "lane" ? " more" : ""}</li>`);
    row += 1;
  }
  const height = row * rowHeight;
  const dots = timeline.lines
    .slice(0, 200)
    .map(({ atMs }) => `M${Math.min(plotUnits - 50, Math.max(50, x(atMs)))} ${rowHeight / 2}h0`);
  const path = (kind: string, parts: readonly string[]) =>
    parts.length === 0 ? "" : html`<path class="${kind}" d="${raw(parts.join(""))}"/>`;
  const id = `p-${cell.anchor}`;
  const blocking =
    paths.blocking.length === 0
      ? ""
      : html`<g class="blocking"><path id="${id}" d="${raw(paths.blocking.join(""))}"/><use class="core" href="#${id}"/></g>`;
  return html`<div class="plot-cell"><ul class="names">${names}</ul><svg class="plot" viewBox="0 0 ${plotUnits} ${height}" height="${height}" preserveAspectRatio="none" aria-hidden="true">${path("lane-line", bands)}${path("waiting", paths.waiting)}${path("running", paths.running)}${blocking}${path("said", dots)}</svg></div>`;
}

function printedLines(drawn: readonly { cell: CellStory; timeline: Timeline }[], story: Story): Html {
  const printing = drawn.filter(({ timeline }) => timeline.lines.length > 0);
  if (printing.length === 0) return html``;
  return html`<details class="printed-lines"><summary>Printed lines and their moments</summary><div class="columns">${printing.map(
    ({ cell, timeline }) =>
      html`<div>${modelName(story, cell.model)} ${runtimeName(story, cell.runtime)}<ol>${timeline.lines.slice(0, 40).map(({ atMs, text }) => html`<li><span>${duration(atMs)}</span> ${label(text)}</li>`)}${timeline.lines.length > 40 ? html`<li>and ${counted(timeline.lines.length - 40, "line")} more</li>` : ""}</ol></div>`,
  )}</div></details>`;
}
