// Figures over time, as a page: a line a cell, where it shifted, and where its runtime or machine changed.
import { median } from "@byturns/statistics";
import { changeText, counted, figure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { scaleLinear, scaleLog } from "d3-scale";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";

/** One run's figure of a cell. */
export interface PointOfTrend {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** The run's folder, or the exported file. */
  readonly source: string;
  /** The short commit of the sources, if known. */
  readonly commit?: string | undefined;
  readonly value: number;
  /** The 95 % interval of the median over the forks; left out with fewer than 6 forks, and in exports without one. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly forks?: number | undefined;
  readonly runtime?: string | undefined;
  readonly machine?: string | undefined;
}

/** One cell over time. */
export interface SeriesOfTrend {
  readonly cell: string;
  /** In the order of time. */
  readonly points: readonly PointOfTrend[];
  /** `at`: the index of the first point after it; `factor`: the median after it over the one before it. */
  readonly shifts: readonly { readonly at: number; readonly p: number; readonly factor: number }[];
  readonly changed: readonly {
    readonly at: number;
    readonly what: "runtime" | "machine" | "setting";
    readonly says: string;
  }[];
}

/** What the page shows. */
export interface Trend {
  readonly metric: { readonly title: string; readonly unit: string };
  /** The level of the test for shifts. */
  readonly level: number;
  readonly series: readonly SeriesOfTrend[];
  /** A sentence about each thing that could not be read. */
  readonly skipped: readonly string[];
}

const [width, height] = [900, 190];
const margin = { left: 70, right: 14, top: 12, bottom: 24 };

/** Figures over time, as one self-contained page without a script. */
export function renderTrendHtml(trend: Trend): Promise<string> {
  const { metric, series, level, skipped } = trend;
  const shifted = series.filter(({ shifts }) => shifts.length > 0);
  const steady = series.filter(({ shifts }) => shifts.length === 0);
  const few = series.filter(({ points }) => points.length < 10).length;
  return frame({
    title: `byturns: ${label(metric.title, 60)} over time`,
    subtitle: html`${label(metric.title, 60)} of ${counted(series.length, "cell")} over time.`,
    nav: [
      { href: "#shifted", title: "Shifted" },
      { href: "#steady", title: "Without a shift" },
    ],
    main: html`<section><p>Every point is a run: the median of its forks, with the 95 % interval where there are at least 6. Thick horizontal lines are the medians between shifts. A solid vertical line is a shift, a dashed one a new runtime, a dotted one another machine, or another input or way of measuring.</p>
<p>Shifts are found by E-divisive (Matteson and James 2014) on the logarithms, with a permutation test at p ≤ ${level}: of 100 cells without a shift, about ${Math.round(level * 100)} is said to have one, and more where runs depend on their neighbors.${few === 0 ? "" : html` ${counted(few, "cell")} with fewer than 10 runs can rarely show one.`}</p>
${skipped.length === 0 ? "" : html`<ul class="warnings">${skipped.map((sentence) => html`<li>${label(sentence, 400)}</li>`)}</ul>`}</section>
<section id="shifted"><h2>${shifted.length} with a shift</h2>${shifted.map((one) => chart(one, metric.unit))}</section>
<section id="steady"><h2>${steady.length} without a shift</h2>${steady.map((one) => chart(one, metric.unit))}</section>`,
    footer: html`<p>Points stand in the order of time at even distances; the axis is logarithmic.</p>`,
  });
}

function chart({ cell, points, shifts, changed }: SeriesOfTrend, unit: string): Html {
  const values = points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const y = (
    least > 0
      ? scaleLog([least / 1.05, most * 1.05], [0, 1])
      : scaleLinear([least, most === least ? least + 1 : most], [0, 1])
  ).range([height - margin.bottom, margin.top]);
  const step = (width - margin.left - margin.right) / Math.max(1, points.length);
  const x = (i: number) => one(margin.left + step * (i + 0.5));
  const edge = (i: number) => one(margin.left + step * i);
  const at = (value: number) => one(y(value));
  const [top, bottom] = [margin.top, height - margin.bottom];
  const path = points.map(({ value }, i) => `${i === 0 ? "M" : "L"}${x(i)} ${at(value)}`).join("");
  const whiskers = points
    .flatMap(({ low, high }, i) =>
      low === undefined || high === undefined ? [] : [`M${x(i)} ${at(low)}V${at(high)}`],
    )
    .join("");
  const ends = [0, ...shifts.map((shift) => shift.at), points.length];
  const medians = ends.slice(1).map((end, i) => {
    const from = ends[i] as number;
    return `M${edge(from)} ${at(median(points.slice(from, end).map(({ value }) => value)))}H${edge(end)}`;
  });
  return html`<figure class="curves"><figcaption><code>${label(cell, 160)}</code>: ${figure(points.at(-1)?.value, unit)} in the last of ${counted(points.length, "run")}${shifts.map((shift) => html`; <b>${changeText(shift.factor)}</b> from ${day(points[shift.at])} on (p ${shift.p.toFixed(3)})${nearby(changed, shift.at)}`)}</figcaption>
<div class="scroll" tabindex="0" role="region" aria-label="${label(cell, 160)} over time"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label(cell, 160)} over ${counted(points.length, "run")}" fill="none" stroke="currentColor" font-size="11">
<g stroke="none" fill="currentColor"><text x="4" y="${at(most) + 4}">${figure(most, unit)}</text><text x="4" y="${at(least)}">${figure(least, unit)}</text><text x="${margin.left}" y="${height - 6}">${day(points[0])}</text><text x="${width - margin.right}" y="${height - 6}" text-anchor="end">${day(points.at(-1))}</text></g>
${changed.map((change) => html`<path d="M${edge(change.at)} ${top}V${bottom}" stroke-opacity="0.6" stroke-dasharray="${change.what === "runtime" ? "6 4" : "1 4"}" stroke-width="1.5"><title>${change.what}: ${label(change.says, 200)}</title></path>`)}
${shifts.map((shift) => html`<path d="M${edge(shift.at)} ${top}V${bottom}" stroke-width="2.5"><title>${changeText(shift.factor)} from ${day(points[shift.at])} on</title></path>`)}
<path d="${whiskers}" stroke-opacity="0.4"/><path d="${path}" stroke-opacity="0.7"/><path d="${medians.join("")}" stroke-width="3" stroke-opacity="0.5"/>
<g stroke="none" fill="currentColor">${points.map((point, i) => html`<circle cx="${x(i)}" cy="${at(point.value)}" r="2.5"><title>${describe(point, unit)}</title></circle>`)}</g>
</svg></div>
<details><summary>Figures</summary><div class="scroll" tabindex="0" role="region" aria-label="Figures of ${label(cell, 160)}"><table class="figures"><thead><tr><th scope="col">Measured</th><th scope="col" class="n">Figure</th><th scope="col">Runtime</th><th scope="col">Machine</th><th scope="col">Commit</th><th scope="col">Read from</th></tr></thead><tbody>${points.map((point) => html`<tr><th scope="row">${day(point)}</th><td>${figure(point.value, unit)}${point.low === undefined ? "" : html`<small>${figure(point.low, unit)} to ${figure(point.high, unit)}</small>`}</td><td>${label(point.runtime ?? "–", 60)}</td><td>${label(point.machine ?? "–", 120)}</td><td>${label(point.commit ?? "–", 12)}</td><td>${label(point.source, 160)}</td></tr>`)}</tbody></table></div></details></figure>`;
}

/** What else changed at a shift, which is placed to within a run or so. */
function nearby(changed: SeriesOfTrend["changed"], at: number): Html | string {
  const near = changed.filter((change) => Math.abs(change.at - at) <= 1);
  if (near.length === 0) return "";
  return html`, where the ${near.map(({ what, says }) => `${what} changed: ${label(says, 200)}`).join("; the ")}`;
}

function describe(point: PointOfTrend, unit: string): string {
  const { value, low, high, runtime, commit } = point;
  return [
    `${day(point)}: ${figure(value, unit)}`,
    ...(low === undefined ? [] : [`${figure(low, unit)} to ${figure(high, unit)}`]),
    ...(runtime === undefined ? [] : [label(runtime, 60)]),
    ...(commit === undefined ? [] : [`commit ${label(commit, 12)}`]),
  ].join(", ");
}

function day(point: PointOfTrend | undefined): string {
  return point === undefined ? "" : new Date(point.atMs).toISOString().slice(0, 16).replace("T", " ");
}

function one(value: number): number {
  return Math.round(value * 10) / 10;
}
