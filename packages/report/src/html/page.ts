// A run as one HTML file that needs nothing else: no request leaves it, and it is whole without its script.

import { counted } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { Evidence, Story } from "../model.ts";
import { runtimeLine } from "../runtime-stories.ts";
import { paintSources, type Sources } from "../sources.ts";
import { bandText } from "../standing.ts";
import { storyOf } from "../story.ts";
import { adviceFigures, adviceSection } from "./advice.ts";
import { sideBySide } from "./code.ts";
import { curveMarks } from "./curves.ts";
import { exampleSection } from "./example.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { matrix } from "./matrix.ts";
import { type OrderCatalogue, orderFinding, orderSection } from "./order.ts";
import { ownShareTable } from "./own-shares.ts";

/** Stretches that all timelines of a page share. */
const stretchesOfAll = 8_000;

/** What a page may show beside a run. */
export interface Extras {
  /** The catalogue of event orders. */
  readonly order?: OrderCatalogue | undefined;
}

/**
 * A run as one self-contained page, for `file://` or any server.
 *
 * @param sources the files shown side by side; see `readSources`. Those that `paintSources` has not coloured yet it colors now.
 */
export async function renderHtml(
  evidence: Evidence,
  sources: Sources = new Map(),
  extras: Extras = {},
): Promise<string> {
  const story = storyOf(evidence);
  const isPainted = [...sources.values()].flat().every(({ painted }) => painted !== undefined);
  const shown = isPainted ? sources : await paintSources(sources);
  const drawn = story.examples
    .flatMap(({ cases }) => cases.flatMap(({ cells }) => cells))
    .filter(({ trace }) => trace !== undefined);
  const isRoomForAll = drawn.length * 40 <= stretchesOfAll;
  const cellsDrawn = isRoomForAll ? drawn.length : Math.ceil(drawn.length / 2);
  const stretchesPerCell = Math.max(24, Math.min(300, Math.floor(stretchesOfAll / Math.max(1, cellsDrawn))));
  const { section, data } = matrix(story);
  const examples = story.examples.map((example) => {
    const files = shown.get(example.id) ?? [];
    const side = files.length === 0 ? undefined : sideBySide(files);
    return exampleSection(example, story, side, { stretchesPerCell, isRoomForAll });
  });
  const { order } = extras;
  const figures = adviceFigures(evidence, order);
  return frame({
    title: `byturns: ${story.suite}, ${story.profile}`,
    subtitle: html`The same asynchronous examples as ${story.models.map((model) => label(model, 40)).join(", ")}, under ${runtimeLine(story.runtimes)}.`,
    nav: [
      { href: "#answers", title: "Answers" },
      ...(figures === undefined ? [] : [{ href: "#advice", title: "My work" }]),
      { href: "#matrix", title: "Matrix" },
      { href: "#examples", title: "Examples" },
      ...(order === undefined ? [] : [{ href: "#order", title: "Order" }]),
      { href: "#run", title: "This run" },
    ],
    main: html`${answers(story, order)}
${figures === undefined ? "" : adviceSection(figures)}
${section}
<section id="examples" aria-labelledby="examples-title"><h2 id="examples-title">Example by example</h2>
<ul class="contents">${story.examples.map(({ anchor, id, question }) => html`<li><a href="#${anchor}"><code>${label(id, 60)}</code></a> ${question}</li>`)}</ul>
<p class="legend"><span><b class="swatch dot"></b> a fork</span><span><b class="swatch box"></b> the middle half of the forks</span><span><b class="swatch line"></b> their median</span><span><b class="swatch band"></b> within ${bandText(story.summary.band)} of the best</span></p></section>
${story.examples.some(({ scalings }) => scalings.length > 0) ? curveMarks() : ""}${examples}
${order === undefined ? "" : orderSection(order)}
${about(story)}`,
    footer: html`<p>Made by byturns from the records of run ${story.id}. Medians of whole processes are compared, never single samples; nothing is dropped.</p>`,
    data: figures === undefined ? data : { ...data, advice: figures },
  });
}

function answers(story: Story, order: OrderCatalogue | undefined): Html {
  const findings = [
    ...story.findings.filter(({ kind }) => kind !== "open"),
    ...(order === undefined ? [] : orderFinding(order)),
    ...story.findings.filter(({ kind }) => kind === "open"),
  ];
  return html`<section id="answers" aria-labelledby="answers-title">
<h2 id="answers-title">Answers</h2>
<div class="beside"><div>
${findings.length === 0 ? html`<p>None: nothing was compared.</p>` : ""}
<ol class="findings">${findings.map(
    ({ kind, figure, text, evidence, anchor }) =>
      html`<li class="finding ${kind}"><a href="#${anchor}"><span class="figure">${figure}</span><span class="says">${text}<small>${evidence}</small></span></a></li>`,
  )}</ol></div>
<aside aria-label="What the answers rest on"><h3>What they rest on</h3>
${story.warnings.length === 0 ? "" : html`<ul class="warnings">${story.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
<p>${story.claim}</p><p>${story.proof}</p>${story.calibration === undefined ? "" : html`<p>${story.calibration}</p>`}
<dl><dt>Run</dt><dd>${story.suite}, ${story.profile} profile, ${story.extent}</dd>
<dt>Made</dt><dd><time datetime="${story.madeAt}">${moment(story.madeAt)}</time></dd>
${story.runtimes.map(({ title, version, engine }) => html`<dt>${title}</dt><dd>${version}${engine === undefined ? "" : html` <small>${engine}</small>`}</dd>`)}
<dt>Machine</dt>${story.machines.map(({ what }) => html`<dd>${what}</dd>`)}
<dt>Threads</dt><dd>${counted(story.threads, "thread")} given to each model that has them</dd></dl></aside></div></section>`;
}

function about(story: Story): Html {
  return html`<section id="run" aria-labelledby="run-title"><h2 id="run-title">This run</h2>
<p>The order of its forks was shuffled from the seed ${story.seed}${story.commit === undefined ? "" : html`; the sources are those of commit <code>${story.commit}</code>`}. A fork is one fresh process; its figure is the median in its quietest stretch; every round visits every cell once. A factor compares the better half of all forks of two cells, with its 95 % interval.</p>
${story.machines.map(({ conditions }) =>
  conditions.length === 0
    ? ""
    : html`<ul class="doctor">${conditions.map(({ weight, what }) => html`<li class="${weight}"><b>${weight}</b> ${what}</li>`)}</ul>`,
)}
${story.ownShares === undefined ? "" : ownShareTable(story.ownShares)}</section>`;
}

function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
