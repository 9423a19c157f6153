// Two runs compared, as a page: what got better, what got worse, and what is undecided.
import type { Interval } from "@byturns/statistics/verdict";
import { counted, factor, figure, interval, noFigure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { scaleLog } from "d3-scale";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";

/** What became of one cell. */
export interface ChangeOfCell {
  readonly cell: string;
  /** Where it was measured; left out where no machine measured what another did. */
  readonly machine?: string;
  readonly kind: "better" | "same" | "worse" | "unclear" | "broken" | "fixed" | "gone" | "new";
  readonly base?: number;
  readonly head?: number;
  /** Head over base, turned so that above 1 is worse. */
  readonly worseBy?: Interval;
  readonly pHolm?: number;
  readonly why?: string;
}

/** Two runs compared by one metric. */
export interface ChangesOfRun {
  readonly base: string;
  readonly head: string;
  /** In one sentence. */
  readonly verdict: string;
  readonly metric: { readonly title: string; readonly unit: string };
  /** What counts as no change, as a factor. */
  readonly band: number;
  readonly changes: readonly ChangeOfCell[];
  readonly warnings: readonly string[];
}

const kinds = {
  broken: { mark: "✕", says: "broken", shade: "6" },
  worse: { mark: "▲", says: "worse", shade: "4" },
  unclear: { mark: "?", says: "undecided", shade: "u" },
  better: { mark: "▼", says: "better", shade: "7" },
  fixed: { mark: "✓", says: "fixed", shade: "7" },
  new: { mark: "+", says: "new", shade: "none" },
  gone: { mark: "−", says: "gone", shade: "none" },
  same: { mark: "=", says: "the same", shade: "0" },
} as const;
const order = Object.keys(kinds) as ChangeOfCell["kind"][];

/** Two runs compared, as one self-contained page. */
export function renderChangesHtml(compared: ChangesOfRun): Promise<string> {
  const sorted = compared.changes.toSorted(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      (b.worseBy?.estimate ?? 0) - (a.worseBy?.estimate ?? 0),
  );
  const changed = sorted.filter(({ kind }) => kind !== "same");
  const same = sorted.filter(({ kind }) => kind === "same");
  const x = axisOf(compared);
  return frame({
    title: `byturns: ${label(compared.head)} against ${label(compared.base)}`,
    subtitle: html`<code>${label(compared.head)}</code> against <code>${label(compared.base)}</code>, by ${label(compared.metric.title, 40).toLowerCase()}.`,
    nav: [],
    main: html`<section><h2>${label(compared.verdict, 300)}</h2>
<p class="legend">${order.map((kind) => html`<span><b>${kinds[kind].mark}</b> ${sorted.filter((one) => one.kind === kind).length} ${kinds[kind].says}</span>`)}</p>
${compared.warnings.length === 0 ? "" : html`<ul class="warnings">${compared.warnings.map((warning) => html`<li>${label(warning, 400)}</li>`)}</ul>`}
${changed.length === 0 ? "" : table("What changed", changed, compared, x)}
${same.length === 0 ? "" : html`<details><summary>${counted(same.length, "cell")} the same within ${factor(compared.band)}</summary>${table("What stayed the same", same, compared, x)}</details>`}</section>`,
    footer: html`<p>A factor above 1 is worse. The shaded band counts as no change; the line is the 95 % interval.</p>`,
  });
}

type Scale = ReturnType<typeof axisOf>;

function axisOf({ changes, band }: ChangesOfRun) {
  const ends = changes
    .flatMap(({ worseBy }) => (worseBy === undefined ? [] : [worseBy.low, worseBy.high]))
    .filter((end) => end > 0 && end < 1e6);
  const most = Math.min(100, Math.max(band ** 3, ...ends, ...ends.map((end) => 1 / end)));
  return scaleLog([1 / most, most], [0, 1_000]).clamp(true);
}

function table(
  title: string,
  changes: readonly ChangeOfCell[],
  { metric, band }: ChangesOfRun,
  x: Scale,
): Html {
  const most = x.domain()[1] ?? 1;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="figures changes"><thead><tr><th scope="col">Cell</th><th scope="col">Verdict</th><th scope="col" class="chart">Factor, better left and worse right<svg class="axis" aria-hidden="true"><text x="0%" y="12">${factor(1 / most)}</text><text x="50%" y="12" text-anchor="middle">1×</text><text x="100%" y="12" text-anchor="end">${factor(most)}</text></svg></th><th scope="col" class="n">Base</th><th scope="col" class="n">Head</th><th scope="col" class="n">Factor</th><th scope="col" class="n">p</th></tr></thead><tbody>${changes.map(
    (change) =>
      html`<tr><th scope="row"><code>${label(change.cell, 160)}</code>${change.machine === undefined ? "" : ` on ${label(change.machine, 63)}`}</th><td colspan="1" class="shade-${kinds[change.kind].shade}"><b>${kinds[change.kind].mark}</b> ${kinds[change.kind].says}${change.why === undefined ? "" : html`<small>${label(change.why, 300)}</small>`}</td><td class="chart">${change.worseBy === undefined ? "" : whisker(change.worseBy, band, x)}</td><td>${figure(change.base, metric.unit)}</td><td>${figure(change.head, metric.unit)}</td><td>${change.worseBy === undefined ? noFigure : html`<b>${factor(change.worseBy.estimate)}</b><small>${interval(change.worseBy)}</small>`}</td><td>${change.pHolm === undefined ? noFigure : change.pHolm < 0.001 ? "< 0.001" : change.pHolm.toFixed(3)}</td></tr>`,
  )}</tbody></table></div>`;
}

function whisker({ estimate, low, high }: Interval, band: number, x: Scale): Html {
  const at = (ratio: number) => Math.round(Number.isFinite(x(ratio)) ? x(ratio) : 500);
  const [from, to] = [at(1 / band), at(band)];
  return html`<svg class="strip" viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true"><path class="band" d="M${from} 0H${Math.max(from + 1, to)}v22H${from}z"/><path class="grid" d="M500 0v22"/><path class="whisker" d="M${at(low)} 11H${Math.max(at(low) + 1, at(high))}"/><path class="dots" d="M${at(estimate)} 11h0"/></svg>`;
}
