// What was explained as one HTML file that needs nothing else, and is complete without its script.
import { groupTitles } from "./attribute.ts";
import { changedFunctions, compareTrees } from "./difference.ts";
import type { Explained, ExplainedCell } from "./explained.ts";
import { differenceGraphs, drawnGroups, flameGraph } from "./flame-graph.ts";
import { foldStacks } from "./flame-tree.ts";
import { type Html, html } from "./html.ts";
import { script, style } from "./page-assets.ts";
import { microseconds, percent } from "./units.ts";

/** As many functions are listed for each cell and each difference. */
const mostFunctions = 10;

/**
 * Draws the page.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderExplained } from "@byturns/explain";
 *
 * const text = renderExplained({ title: "fib, bench", unit: "call", root: "/app", cells: [], pairs: [] });
 * assert.ok(text.startsWith("<!doctype html>"));
 * ```
 */
export function renderExplained(explained: Explained): string {
  const { title, unit, root, cells, pairs } = explained;
  const trees = new Map(cells.map((cell) => [cell, foldStacks(cell.samples, cell.units, { root })]));
  const axisUs = Math.max(...Array.from(trees.values(), ({ total }) => total), Number.MIN_VALUE);
  const body = html`<h1>${title}</h1>
<p>Where the time of warm calls goes, by samples of the CPU profiler. All times are those of one ${unit}; all graphs share one axis.
Native code counts as the runtime's own in the groups, and as its caller's in the lists of functions.</p>
${groupTable(cells, unit)}
<p class="legend">${drawnGroups.map((group) => html`<span><i class="g-${group}"></i> ${groupTitles[group]}</span>`)}</p>
${cells.map(
  (cell) => html`<section><h2>${cell.name}</h2>
<p>${cellLine(cell, unit)}</p>
${flameGraph(trees.get(cell) as NonNullable<ReturnType<typeof trees.get>>, axisUs, `Flame graph of ${cell.name}`)}
${functionTable(cell)}${cell.counts === undefined ? "" : html`<p>${cell.counts}</p>`}${cell.outside === undefined ? "" : html`<p>${cell.outside}</p>`}</section>`,
)}
${pairs.map(([before, after]) => {
  const one = cells[before];
  const other = cells[after];
  return one === undefined || other === undefined ? "" : differenceSection(one, other);
})}
<footer><p>Open the <code>.cpuprofile</code> files beside this page in Chrome's developer tools, VS Code or speedscope.</p></footer>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
${html`<title>${title}</title>`.text}<style>${style}</style></head>
<body><main>${body.text}</main><script>${script}</script></body></html>
`;

  function differenceSection(before: ExplainedCell, after: ExplainedCell): Html {
    const difference = compareTrees(trees.get(before), trees.get(after));
    const { now, gone } = differenceGraphs(difference, axisUs, `${after.name} compared with ${before.name}`);
    const changes = changedFunctions(before, after, { root }).slice(0, mostFunctions);
    return html`<section><h2>${after.name}, compared with ${before.name}</h2>
<p>As wide as it is in ${after.name}. <span class="more" style="--s:100%">Red</span>: its own time is more than in ${before.name}; <span class="less" style="--s:100%">blue</span>: less.</p>
${now}
${gone === undefined ? "" : html`<h3>Only in ${before.name}</h3>${gone}`}
<table><thead><tr><th>function</th><th>file</th><th class="n">${before.name}</th><th class="n">${after.name}</th><th class="n">change</th></tr></thead><tbody>
${changes.map(
  (one) =>
    html`<tr><td><code>${one.name}</code></td><td>${place(one)}</td><td class="n">${microseconds(one.before)}</td><td class="n">${microseconds(one.after)}</td><td class="n">${signed(one.after - one.before)}</td></tr>`,
)}
</tbody></table></section>`;
  }
}

function groupTable(cells: readonly ExplainedCell[], unit: string): Html {
  const groups = (Object.keys(groupTitles) as (keyof typeof groupTitles)[]).filter((group) =>
    cells.some(({ weights }) => weights.groups[group] > 0),
  );
  return html`<table><thead><tr><th>a ${unit}</th>${groups.map((group) => html`<th class="n">${groupTitles[group]}</th>`)}<th class="n">busy</th><th class="n">attributed</th></tr></thead><tbody>
${cells.map(
  ({ name, weights, units }) =>
    html`<tr><th>${name}</th>${groups.map((group) => html`<td class="n">${microseconds(weights.groups[group] / units)}</td>`)}<td class="n">${microseconds(weights.busyUs / units)}</td><td class="n">${percent(weights.attributed)}</td></tr>`,
)}
</tbody></table>`;
}

function cellLine({ threads, notProfiled, cost }: ExplainedCell, unit: string): string {
  const threadsText = threads === 1 ? "The main thread alone" : `The main thread and ${threads - 1} more`;
  const without = notProfiled === undefined ? "" : ` ${notProfiled}.`;
  const profiled =
    cost === undefined
      ? ""
      : ` With the profiler a ${unit} takes ${microseconds(cost.profiledUs)}, without it ${microseconds(cost.plainUs)} (${(cost.profiledUs / cost.plainUs).toFixed(2)} ×).`;
  return `${threadsText}.${without}${profiled}`;
}

function functionTable({ weights, units }: ExplainedCell): Html {
  return html`<table><thead><tr><th>function</th><th>file</th><th>whose</th><th class="n">its own time</th><th class="n">of the busy time</th></tr></thead><tbody>
${weights.functions
  .slice(0, mostFunctions)
  .map(
    (one) =>
      html`<tr><td><code>${one.name}</code></td><td>${place(one)}</td><td>${groupTitles[one.group]}</td><td class="n">${microseconds(one.selfUs / units)}</td><td class="n">${percent(one.selfUs / weights.busyUs)}</td></tr>`,
  )}
</tbody></table>`;
}

function place({ file, line }: { readonly file: string; readonly line: number }): string {
  return file === "" ? "native" : line > 0 ? `${file}:${line}` : file;
}

function signed(us: number): string {
  return us > 0 ? `+${microseconds(us)}` : microseconds(us);
}
