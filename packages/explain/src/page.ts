// What was explained as one HTML file that needs nothing else, and is complete without its script.
import { groupTitles } from "./attribute.ts";
import { compareTrees } from "./difference.ts";
import type { Explained, ExplainedCell } from "./explained.ts";
import { differenceGraphs, drawnGroups, flameGraph } from "./flame-graph.ts";
import { foldStacks } from "./flame-tree.ts";
import { type Html, html } from "./html.ts";
import { script, style } from "./page-assets.ts";
import { allUs, changeParts, functionParts, othersText, placeOf } from "./parts.ts";
import { howTimed, takesText } from "./takes.ts";
import { microseconds, percent, signed } from "./units.ts";

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
<p>${howTimed.join(" ")}</p>
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
    const { parts, all } = changeParts(before, after, { root });
    return html`<section><h2>${after.name}, compared with ${before.name}</h2>
<p>As wide as it is in ${after.name}. <span class="more" style="--s:100%">Red</span>: its own time is more than in ${before.name}; <span class="less" style="--s:100%">blue</span>: less.</p>
${now}
${gone === undefined ? "" : html`<h3>Only in ${before.name}</h3>${gone}`}
<table><thead><tr><th>function</th><th>file</th><th class="n">${before.name}</th><th class="n">${after.name}</th><th class="n">change</th></tr></thead><tbody>
${[...parts, { ...all, name: "in all", place: "" }].map(
  (one) =>
    html`<tr><td><code>${one.name}</code></td><td>${one.place}</td><td class="n">${microseconds(one.before)}</td><td class="n">${microseconds(one.after)}</td><td class="n">${signed(one.after - one.before)}</td></tr>`,
)}
</tbody></table></section>`;
  }
}

function groupTable(cells: readonly ExplainedCell[], unit: string): Html {
  const groups = (Object.keys(groupTitles) as (keyof typeof groupTitles)[]).filter((group) =>
    cells.some(({ weights }) => weights.groups[group] > 0),
  );
  return html`<table><thead><tr><th>a ${unit}</th>${groups.map((group) => html`<th class="n">${groupTitles[group]}</th>`)}<th class="n">in all</th><th class="n">busy time</th><th class="n">busy time attributed</th></tr></thead><tbody>
${cells.map(
  ({ name, weights, units }) =>
    html`<tr><th>${name}</th>${groups.map((group) => html`<td class="n">${microseconds(weights.groups[group] / units)}</td>`)}<td class="n">${microseconds(allUs(weights) / units)}</td><td class="n">${microseconds(weights.busyUs / units)}</td><td class="n">${percent(weights.attributed)}</td></tr>`,
)}
</tbody></table>`;
}

function cellLine(cell: ExplainedCell, unit: string): string {
  const { threads, notProfiled } = cell;
  const threadsText = threads === 1 ? "The main thread alone" : `The main thread and ${threads - 1} more`;
  const without = notProfiled === undefined ? "" : ` ${notProfiled}.`;
  const takes = takesText(cell, unit);
  return `${threadsText}.${without} ${takes[0]?.toUpperCase()}${takes.slice(1)}.`;
}

function functionTable({ weights, units }: ExplainedCell): Html {
  const { heaviest, others, othersUs } = functionParts(weights);
  const share = (us: number) =>
    html`<td class="n">${microseconds(us / units)}</td><td class="n">${percent(us / (weights.busyUs || 1))}</td>`;
  return html`<table><thead><tr><th>function</th><th>file</th><th>whose</th><th class="n">its own time</th><th class="n">of the busy time</th></tr></thead><tbody>
${heaviest.map(
  (one) =>
    html`<tr><td><code>${one.name}</code></td><td>${placeOf(one)}</td><td>${groupTitles[one.group]}</td>${share(one.selfUs)}</tr>`,
)}
${others === 0 ? "" : html`<tr><td>${othersText(others)}</td><td></td><td></td>${share(othersUs)}</tr>`}
<tr><td>busy in all</td><td></td><td></td>${share(weights.busyUs)}</tr>
</tbody></table>`;
}
