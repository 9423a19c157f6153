// A run as one HTML file that needs nothing else: no request leaves it, and it is whole without its script.

import { counted } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { Evidence, Story } from "../model.ts";
import { runtimeLine } from "../runtime-stories.ts";
import { paintSources, type Sources } from "../sources.ts";
import { bandText } from "../standing.ts";
import { storyOf } from "../story.ts";
import { adviceFigures, adviceSection } from "./advice.ts";
import { answersSection } from "./answers.ts";
import { sideBySide } from "./code.ts";
import { curveMarks } from "./curves.ts";
import { exampleSection } from "./example.ts";
import { findingsSection } from "./findings.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { matrix } from "./matrix.ts";
import { type OrderCatalogue, orderSection } from "./order.ts";
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
 * @param sources the files shown side by side; see `readSources`. Those that `paintSources` has not colored yet it colors now.
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
      { href: "#findings", title: "Findings" },
      { href: "#matrix", title: "Matrix" },
      ...(figures === undefined ? [] : [{ href: "#advice", title: "My work" }]),
      { href: "#examples", title: "Examples" },
      ...(order === undefined ? [] : [{ href: "#order", title: "Order" }]),
      { href: "#run", title: "This run" },
    ],
    main: html`${answersSection(story, order)}
${findingsSection(story)}
${section}
${figures === undefined ? "" : adviceSection(figures)}
<section id="examples" aria-labelledby="examples-title"><h2 id="examples-title">Example by example</h2>
<p class="lead">Each line has an example’s answer by its primary figure; unfolded, it has every fork, timelines and the sources.</p>
<p class="legend"><span><b class="swatch dot"></b> a fork</span><span><b class="swatch box"></b> the middle half of the forks</span><span><b class="swatch line"></b> their median</span><span><b class="swatch band"></b> within ${bandText(story.summary.band)} of the best</span></p>
${story.examples.some(({ scalings }) => scalings.length > 0) ? curveMarks() : ""}${examples}</section>
${order === undefined ? "" : orderSection(order)}
${about(story)}`,
    footer: html`<p>Made by byturns from the records of run ${story.id}. Medians of whole processes are compared, never single samples; nothing is dropped.</p>`,
    data: figures === undefined ? data : { ...data, advice: figures },
  });
}

function about(story: Story): Html {
  return html`<section id="run" aria-labelledby="run-title"><h2 id="run-title">This run</h2>
<p>The order of its forks was shuffled from the seed ${story.seed}${story.commit === undefined ? "" : html`; the sources are those of commit <code>${story.commit}</code>`}. A fork is one fresh process; its figure is the median in its quietest stretch; every round visits every cell once. A factor compares the better half of all forks of two cells, with its 95 % interval.</p>
${story.machines.map(({ conditions }) => {
  const good = conditions.filter(({ weight }) => weight === "good");
  return html`${listed(conditions.filter(({ weight }) => weight !== "good"))}${good.length === 0 ? "" : html`<details><summary>${counted(good.length, "check")} of the machine found nothing</summary>${listed(good)}</details>`}`;
})}
${story.ownShares === undefined ? "" : ownShareTable(story.ownShares)}</section>`;
}

function listed(conditions: Story["machines"][number]["conditions"]): Html {
  if (conditions.length === 0) return html``;
  return html`<ul class="doctor">${conditions.map(({ weight, what }) => html`<li class="${weight}"><b>${weight}</b> ${what}</li>`)}</ul>`;
}
