// The first screen: a sentence a question, how models and runtimes stand over all cases, and what that rests on.

import { closeBand } from "@byturns/statistics/verdict";
import { counted, factor } from "@byturns/text/figures";
import type { Standings, Tally } from "../answers/tally.ts";
import type { Answer, Story } from "../model.ts";
import { bandText } from "../standing.ts";
import { isWithoutFigures } from "../trust.ts";
import { type Html, html } from "./html.ts";
import { modelIndex } from "./names.ts";
import { type OrderCatalogue, orderNote } from "./order.ts";

export function answersSection(story: Story, order: OrderCatalogue | undefined): Html {
  const { answers, overall } = story;
  return html`<section id="answers" aria-labelledby="answers-title">
<h2 id="answers-title">Answers</h2>
<div class="beside"><div>
${
  answers.length === 0
    ? html`<p>${isWithoutFigures(story.summary) ? "None: no fork ended well. What went wrong stands below." : "None: too little was compared, or too little of it is decided. What was seen stands below."}</p>`
    : html`<dl class="answers">${answers.map(answer)}</dl>
<p class="why">A cell is one input of an example under one runtime; models are compared within it, and runtimes within one model. “Slower”, “longer” and “more” are counted only where the verdict is <em>different</em>.</p>`
}
${overall.map((standings) => strip(standings, story))}
${overall.some(({ tallies }) => tallies.length > 1) ? legend(story) : ""}
${order === undefined ? "" : orderNote(order)}</div>
${rests(story)}</div></section>`;
}

function answer({ title, ahead, parts, evidence }: Answer): Html {
  return html`<div><dt>${title}</dt><dd><b>${capital(ahead)}.</b> ${parts.map((part) =>
    typeof part === "string" ? part : html`<a href="#${part.anchor}">${part.text}</a>`,
  )}<small>${evidence}</small></dd></div>`;
}

/** How each model, or each runtime, stands: a bar of its cells, and the same in words. */
function strip({ side, tallies }: Standings, story: Story): Html {
  if (tallies.length < 2) return html``;
  return html`<h3>${side === "model" ? "Models" : "Runtimes"} over all examples</h3>
<ul class="standings">${tallies.map((one) => {
    const name =
      side === "model"
        ? html`<b class="model-${modelIndex(story, one.id)}">${one.name}</b>`
        : html`<b>${one.name}</b>`;
    return html`<li>${name}${bar(one)}<span>${words(one)}</span></li>`;
  })}</ul>`;
}

const parts = ["best", "close", "open", "behind"] as const;

function bar(tally: Tally): Html {
  let from = 0;
  const pieces = parts.map((part) => {
    const many = part === "behind" ? tally.behind.length : tally[part];
    const piece = html`<rect class="${part}" x="${from}" width="${many}" height="1"/>`;
    from += many;
    return many === 0 ? html`` : piece;
  });
  return html`<svg class="share" viewBox="0 0 ${tally.cells} 1" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}

function words({ best, cells, behind }: Tally): Html {
  const [worst] = behind;
  return html`best or equivalent in <b>${best}</b> of ${counted(cells, "cell")}, behind in <b>${behind.length}</b>${
    worst === undefined
      ? ""
      : html`; worst: <a href="#${worst.anchor}">${worst.isCapped ? "at least " : ""}${factor(worst.times)} in ${worst.place}</a>`
  }`;
}

function legend({ summary }: Story): Html {
  const says = {
    best: `the best, or equivalent to it (within ${bandText(summary.band)})`,
    close: `close (within ${bandText(closeBand)})`,
    open: "not decided",
    behind: "another one is better",
  };
  return html`<p class="legend">${parts.map((part) => html`<span><svg class="swatch share" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><rect class="${part}" width="1" height="1"/></svg> ${says[part]}</span>`)}</p>`;
}

function rests(story: Story): Html {
  return html`<aside aria-label="What the answers rest on"><h3>What they rest on</h3>
${story.warnings.length === 0 ? "" : html`<ul class="warnings">${story.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
<p>${story.claim}</p><p>${story.proof}</p>${story.calibration === undefined ? "" : html`<p>${story.calibration}</p>`}
<details data-roomy><summary>Run and machine</summary><dl><dt>Run</dt><dd>${story.suite}, ${story.profile} profile, ${story.extent}</dd>
<dt>Made</dt><dd><time datetime="${story.madeAt}">${moment(story.madeAt)}</time></dd>
${story.runtimes.map(({ title, version, engine }) => html`<dt>${title}</dt><dd>${version}${engine === undefined ? "" : html` <small>${engine}</small>`}</dd>`)}
<dt>Machine</dt>${story.machines.map(({ what }) => html`<dd>${what}</dd>`)}
<dt>Threads</dt><dd>${counted(story.threads, "thread")} given to each model that has them</dd></dl></details></aside>`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
