// Cost against a swept input: a panel a runtime, a line a model, both axes logarithmic and shared by the panels.
import type { KneeSummary, MetricFacts, ScalingSummary } from "@byturns/statistics";
import { digits, figure, grouped } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { scaleLog } from "d3-scale";
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { sure } from "../findings/naming.ts";
import type { ExampleStory, Story } from "../model.ts";
import { type Html, html, raw } from "./html.ts";
import { modelIndex, modelName, runtimeName } from "./names.ts";

const width = 340;
const height = 240;
const margin = { top: 12, right: 22, bottom: 40, left: 58 };
const symbols = [symbolCircle, symbolDiamond, symbolSquare, symbolTriangle];

/** What is worth a curve, beside what has a limit; a spec's other metrics stand in the tables. */
const drawn = ["wallMs", "cpuMs", "peakRssBytes"];

export function curves(example: ExampleStory, story: Story): Html {
  const families = Map.groupBy(
    example.scalings
      .filter(
        ({ metric }) =>
          drawn.includes(metric) ||
          story.metrics.some(({ id, limit }) => id === metric && limit !== undefined),
      )
      .filter(
        ({ points }) => points.length > 1 && points.every(({ value, median }) => value > 0 && median > 0),
      ),
    ({ sweep, metric }) => JSON.stringify([sweep, metric]),
  );
  if (families.size === 0) return html``;
  // What has a limit is what the example asks about.
  const limited = (metric: string | undefined) =>
    story.metrics.some(({ id, limit }) => id === metric && limit !== undefined);
  const sorted = [...families.values()].toSorted(
    ([a], [b]) => Number(limited(b?.metric)) - Number(limited(a?.metric)),
  );
  return html`${sorted.map((family) => figureOf(family, example, story))}`;
}

/** What the ends and corners of curves are marked with: a shape a model, once in a page. */
export function curveMarks(): Html {
  return html`<svg width="0" height="0" aria-hidden="true"><defs>${symbols.map(
    (one, i) =>
      html`<marker id="mark-${i}" class="model-${i}" markerUnits="userSpaceOnUse" markerWidth="14" markerHeight="14" viewBox="-7 -7 14 14"><path d="${raw(symbol(one, 46)() ?? "")}"/></marker>`,
  )}</defs></svg>`;
}

function figureOf(family: readonly ScalingSummary[], example: ExampleStory, story: Story): Html {
  const [first] = family;
  const metric = story.metrics.find(({ id }) => id === first?.metric);
  if (first === undefined || metric === undefined) return html``;
  const points = family.flatMap((one) => one.points);
  const x = scaleLog(extent(points.map(({ value }) => value)), [margin.left, width - margin.right]);
  const limits = metric.limit === undefined || !(metric.limit > 0) ? [] : [metric.limit];
  const y = scaleLog(extent([...points.map(({ median }) => median), ...limits]), [
    height - margin.bottom,
    margin.top,
  ]).nice();
  const runtimes = story.runtimes.filter(({ id }) => family.some(({ runtime }) => runtime === id));
  const ofThis = (one: { readonly sweep: string; readonly metric: string }) =>
    one.sweep === first.sweep && one.metric === first.metric;
  const crossovers = example.crossovers.filter(ofThis);
  const knees = example.knees.filter(ofThis);
  const unit = label(first.unit, 20);
  return html`<figure class="curves"><figcaption><b>${label(metric.title, 40)}</b> against ${label(first.parameter, 60)}${unit === "" ? "" : ` (${unit})`}, both axes logarithmic${limits.length === 0 ? "" : html`, the limit of ${figure(limits[0], metric.unit)} dashed`}: ${story.models.filter((model) => family.some((one) => one.model === model)).map((model) => html`${modelName(story, model)} `)}</figcaption>
<div class="panels">${runtimes.map(({ id, name }) =>
    panel(
      family.filter(({ runtime }) => runtime === id),
      name,
      metric,
      x,
      y,
      story,
      first,
    ),
  )}</div>
<details><summary>Fits and crossovers</summary><div class="scroll" tabindex="0" role="region" aria-label="Fits of ${label(example.id, 60)}, ${label(metric.title, 40)}, ${label(first.sweep, 40)}"><table class="fits"><thead><tr><th scope="col">Grows with the power of ${label(first.parameter, 40)}; one more costs</th>${runtimes.map(({ name }) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead><tbody>${story.models.map(
    (model) =>
      html`<tr><th scope="row">${modelName(story, model)}</th>${runtimes.map(({ id }) =>
        fitCell(
          family.find((one) => one.model === model && one.runtime === id),
          metric.unit,
        ),
      )}</tr>`,
  )}</tbody></table></div>${
    crossovers.length === 0
      ? ""
      : html`<ul>${crossovers.map(
          (one) =>
            html`<li>${runtimeName(story, one.runtime)}: ${label(one.winsAbove, 40)} pay against ${label(one.winsBelow, 40)} from ${label(one.parameter, 40)} = ${digits(one.at.estimate)}${unit === "" ? "" : ` ${unit}`} (${digits(one.at.low)} to ${digits(one.at.high)}); the curves crossed just once in ${Math.floor(one.certainty * 100)} % of resamples</li>`,
        )}</ul>`
  }${knees.length === 0 ? "" : html`<ul>${knees.map((one) => kneeItem(one, metric, story))}</ul>`}</details></figure>`;
}

function kneeItem(
  { model, runtime, held, at, limit, unit, certainty }: KneeSummary,
  metric: MetricFacts,
  story: Story,
): Html {
  if (certainty < sure) {
    const why =
      certainty === 0
        ? "not measured by enough forks at each value"
        : `${Math.floor(certainty * 100)} % of resamples agree`;
    return html`<li>${runtimeName(story, runtime)}: not shown clearly with ${label(model, 40)}, ${why}</li>`;
  }
  const ends = `${digits(at.estimate)} ${label(unit, 20)} (${digits(at.low)} to ${digits(at.high)})`;
  return html`<li>${runtimeName(story, runtime)}: ${label(model, 40)} stay within ${figure(limit, metric.unit)} ${held === "until" ? `until ${ends}` : held}, in ${Math.floor(certainty * 100)} % of resamples</li>`;
}

function fitCell(one: ScalingSummary | undefined, unit: string): Html {
  if (one === undefined) return html`<td class="n">–</td>`;
  const { exponent, perUnit } = one;
  const ends = (low: string | undefined, high: string | undefined, between: string) =>
    low === undefined || high === undefined ? "" : ` (${low}${between}${high})`;
  const ofPower = ends(exponent.low?.toFixed(2), exponent.high?.toFixed(2), "–");
  const ofOne =
    perUnit.low === undefined ? "" : ends(figure(perUnit.low, unit), figure(perUnit.high, unit), " to ");
  return html`<td class="n"><b>${exponent.estimate.toFixed(2)}</b>${ofPower}<small>${figure(perUnit.estimate, unit)}${ofOne}</small></td>`;
}

type Scale = ReturnType<typeof scaleLog<number, number>>;

function panel(
  family: readonly ScalingSummary[],
  name: string,
  { unit, limit }: MetricFacts,
  x: Scale,
  y: Scale,
  story: Story,
  { parameter }: ScalingSummary,
): Html {
  const path = line<ScalingSummary["points"][number]>(
    ({ value }) => Number(x(value).toFixed(1)),
    ({ median }) => Number(y(median).toFixed(1)),
  );
  // Where it was measured says more than where a decade begins.
  const measured = [...new Set(family.flatMap(({ points }) => points.map(({ value }) => value)))];
  const xs = apart(
    measured.sort((a, b) => a - b),
    x,
    36,
  );
  const ys = thin(y.ticks(4).toReversed(), y, 18);
  return html`<svg class="panel" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}: ${family.map(({ model }) => label(model, 40)).join(", ")}">
<text class="panel-title" x="${margin.left + 6}" y="${margin.top + 10}">${name}</text>
${ys.map((tick) => html`<path class="grid" d="M${margin.left} ${y(tick).toFixed(1)}H${width - margin.right}"/><text x="${margin.left - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${figure(tick, unit)}</text>`)}
${limit !== undefined && limit > 0 ? html`<path class="limit" d="M${margin.left} ${y(limit).toFixed(1)}H${width - margin.right}"/>` : ""}
${xs.map((tick) => html`<text x="${x(tick).toFixed(1)}" y="${height - margin.bottom + 16}" text-anchor="middle">${short(tick)}</text>`)}
<text x="${(margin.left + width - margin.right) / 2}" y="${height - 6}" text-anchor="middle">${label(parameter, 40)}</text>
${family.map((one) => {
  const index = modelIndex(story, one.model);
  return html`<g class="model-${index}"><path class="curve" d="${raw(path(one.points) ?? "")}"/></g>`;
})}</svg>`;
}

function extent(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low / 2, high * 2] : [low, high];
}

/** Of figures in ascending order, those that do not run into the one before. */
function apart(values: readonly number[], scale: Scale, pixels: number): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return values.filter((value) => {
    if (scale(value) - last < pixels) return false;
    last = scale(value);
    return true;
  });
}

function thin(ticks: readonly number[], scale: Scale, apart: number): number[] {
  let last = Number.NaN;
  return ticks.filter((tick) => {
    // Of a logarithmic axis only the decades are even to the eye.
    if (Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) > 1e-9 && ticks.length > 6) return false;
    if (Math.abs(scale(tick) - last) < apart) return false;
    last = scale(tick);
    return true;
  });
}

function short(value: number): string {
  const bare = (size: number) => String(Number(size.toPrecision(3)));
  if (value >= 1e6) return `${bare(value / 1e6)}M`;
  return value >= 1e4 ? `${bare(value / 1e3)}k` : value >= 1 ? grouped(value) : bare(value);
}
