// The forks of one case as strips: a dot a fork, a box for the middle half, a line for the median, as ratios to
// the best median of the case. Drawn on a logarithmic axis; the page's script can lay it out on a linear one, for
// which every place along the axis stands behind an M or an H.
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
export function stripChart(all: readonly StripData[], base: number, id: string, band: number): StripChart {
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
  const scale = scaleLog([low / pad, high * pad], [0, widthUnits]);
  const ticks = spread(
    high / low > 20
      ? nice(low, high)
      : scaleLinear()
          .domain([low, high])
          .ticks(high / low > 3 ? 12 : 6),
    scale,
  );
  const inside = (at: number) => Math.min(widthUnits, Math.max(0, at));
  const x = (ratio: number) => {
    const at = scale(ratio);
    return Number.isFinite(at) ? Math.round(inside(at)) : 0;
  };
  const shaded = [x(1 / band), Math.max(x(1 / band) + 1, x(band))] as const;
  const grid = ticks.map((tick) => `M${x(tick)} 0v${heightUnits}`);
  return {
    axis: html`<svg class="axis" role="img" aria-label="Ratio to the best median" data-from="${low / pad}" data-to="${high * pad}">${ticks.map(
      (tick) => {
        const at = inside(scale(tick)) / (widthUnits / 100);
        const anchor = at < 8 ? "start" : at > 92 ? "end" : "middle";
        return html`<text x="${at.toFixed(1)}%" y="12" text-anchor="${anchor}">${tickText(tick)}</text>`;
      },
    )}<defs><g id="${id}"><path class="grid" d="${raw(grid.join(""))}"/><path class="band" d="M${shaded[0]} 0H${shaded[1]}v${heightUnits}H${shaded[0]}z"/></g></defs></svg>`,
    strip: ({ values, median, lowerQuartile, upperQuartile }) => {
      const [from, to] = [x(lowerQuartile / base), x(upperQuartile / base)];
      const dots = values
        .filter((value) => value > 0)
        // Dots of one strip on three heights, by their place, so that equal ones do not hide one another.
        .map((value, i) => `M${x(value / base)} ${6 + (i % 3) * 5}h0`);
      return html`<svg class="strip" viewBox="0 0 ${widthUnits} ${heightUnits}" preserveAspectRatio="none" aria-hidden="true"><use href="#${id}"/><path class="box" d="M${from} 4H${Math.max(from + 1, to)}v14H${from}z"/><path class="dots" d="${raw(dots.join(""))}"/><path class="median" d="M${x(median / base)} 1v20"/></svg>`;
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
    // At the ends a figure stands beside its place, and not around it.
    const room = at > widthUnits * 0.92 || last < widthUnits * 0.08 ? 0.22 : 0.15;
    if (!(at - last >= widthUnits * room) || at < 0 || at > widthUnits) return false;
    last = at;
    return true;
  });
}

function tickText(tick: number): string {
  return `${Number(tick.toPrecision(3)).toLocaleString("en-US", { maximumSignificantDigits: 3 })}×`;
}
