// What the evidence shows in single examples, grouped by the question that it says something to.
import { counted } from "@byturns/text/figures";
import { topics } from "../answers/topics.ts";
import type { Finding, Story } from "../model.ts";
import { type Html, html } from "./html.ts";

/** Findings of a group that are in view; the others are folded. */
const inView = 1;

export function findingsSection({ findings }: Story): Html {
  const groups = Map.groupBy(findings, titleOf);
  return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>
${findings.length === 0 ? html`<p>None: nothing was compared.</p>` : ""}
${[...groups].map(
  ([title, some]) =>
    html`<h3>${title}</h3>${list(some.slice(0, inView))}${some.length > inView ? html`<details class="more"><summary>${counted(some.length - inView, "more finding")}<span class="unseen">: ${title}</span></summary>${list(some.slice(inView))}</details>` : ""}`,
)}</section>`;
}

function titleOf({ kind, topic }: Finding): string {
  if (topic !== undefined) return topics[topic];
  return kind === "trouble" ? "What went wrong" : "What does not matter, and what is not decided";
}

function list(findings: readonly Finding[]): Html {
  return html`<ol class="findings">${findings.map(
    ({ kind, figure, text, evidence, anchor }) =>
      html`<li class="finding ${kind}"><a href="#${anchor}"><span class="figure">${figure}</span><span class="says">${text}<small>${evidence}</small></span></a></li>`,
  )}</ol>`;
}
