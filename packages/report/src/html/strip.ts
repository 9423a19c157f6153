// The forks of one case as strips: a dot a fork, a box for the middle half, a line for the median, as ratios to
// the best median of the case. Drawn twice, on a logarithmic and on a linear axis; the page shows one of them.
import { scaleLinear, scaleLog } from "d3-scale";
import { type Html, html, raw } from "./html.ts";

/** One cell's observations. */
export interface StripData {
  readonly values: readonly number[];
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

export interface StripChart {
  /** The axis with its figures, above the strips. */
  readonly axis: Html;
  strip(data: StripData): Html;
}

const widthUnits = 1_000;
const heightUnits = 22;

/**
 * @param base what ratios are to: above 0.
 * @param id unique in the page.
 */
export function stripChart(all: readonly StripData[], base: number, id: string): StripChart {
  const ratios = all
    .flatMap(({ values }) => values.map((value) => value / base))
    .filter((ratio) => ratio > 0);
  let low = 1 / 1.06;
  let high = 1.06;
  for (const ratio of ratios) {
    if (ratio < low) low = ratio;
    if (ratio > high && ratio < Number.POSITIVE_INFINITY) high = ratio;
  }
  const pad = (high / low) ** 0.03;
  const scales = {
    log: scaleLog([low / pad, high * pad], [0, widthUnits]),
    linear: scaleLinear([Math.min(low / pad, 1), high + (high - low) * 0.03], [0, widthUnits]),
  };
  const ticks = {
    log: spread(
      high / low > 20
        ? nice(low, high)
        : scaleLinear()
            .domain([low, high])
            .ticks(high / low > 3 ? 12 : 6),
      scales.log,
    ),
    linear: spread(scales.linear.ticks(6), scales.linear),
  };
  // Where figures lie close together the two axes look alike: one drawing stands for both.
  const kinds = high / low > 1.6 ? (["log", "linear"] as const) : (["log"] as const);
  const on = (kind: "log" | "linear") => raw(kinds.length === 1 ? "" : ` class="on-${kind}"`);
  const inside = (at: number) => Math.min(widthUnits, Math.max(0, at));
  const x = (kind: (typeof kinds)[number], value: number) => {
    const at = scales[kind](value / base);
    return Number.isFinite(at) ? Math.round(inside(at)) : 0;
  };
  return {
    axis: html`<svg class="axis" role="img" aria-label="Ratio to the best median">${kinds.map(
      (kind) =>
        html`<g${on(kind)}>${ticks[kind].map((tick) => {
          const at = inside(scales[kind](tick)) / (widthUnits / 100);
          const anchor = at < 8 ? "start" : at > 92 ? "end" : "middle";
          return html`<text x="${at.toFixed(1)}%" y="12" text-anchor="${anchor}">${tickText(tick)}</text>`;
        })}</g>`,
    )}<defs>${kinds.map((kind) => {
      const grid = ticks[kind].map((tick) => `M${Math.round(inside(scales[kind](tick)))} 0v${heightUnits}`);
      const [from, to] = [scales[kind](1 / 1.03), scales[kind](1.03)].map((at) => Math.round(inside(at)));
      return html`<g id="${id}-${kind}"><path class="grid" d="${raw(grid.join(""))}"/><path class="band" d="M${from} 0H${Math.max((from ?? 0) + 1, to ?? 0)}v${heightUnits}H${from}z"/></g>`;
    })}</defs></svg>`,
    strip: ({ values, median, lowerQuartile, upperQuartile }) => {
      const drawn = kinds.map((kind) => {
        const [from, to] = [x(kind, lowerQuartile), x(kind, upperQuartile)];
        const dots = values
          .filter((value) => value > 0)
          // Dots of one strip on three heights, by their place, so that equal ones do not hide one another.
          .map((value, i) => `M${x(kind, value)} ${6 + (i % 3) * 5}h0`);
        return html`<g${on(kind)}><use href="#${id}-${kind}"/><path class="box" d="M${from} 4h${Math.max(1, to - from)}v14H${from}z"/><path class="dots" d="${raw(dots.join(""))}"/><path class="median" d="M${x(kind, median)} 1v20"/></g>`;
      });
      return html`<svg class="strip" viewBox="0 0 ${widthUnits} ${heightUnits}" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>`;
    },
  };
}

function nice(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const step of [1, 2, 5]) {
      const tick = step * 10 ** power;
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/** Leaves out figures that would stand too close to the one before. */
function spread(ticks: readonly number[], scale: (value: number) => number): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return ticks.filter((tick) => {
    const at = scale(tick);
    if (!(at - last >= widthUnits * 0.15) || at < 0 || at > widthUnits) return false;
    last = at;
    return true;
  });
}

function tickText(tick: number): string {
  return `${Number(tick.toPrecision(3)).toLocaleString("en-US", { maximumSignificantDigits: 3 })}×`;
}
