// The method's table of own shares: the cells over the limits, and all others.
import type { OwnShare, OwnShares } from "@byturns/record";
import { figure } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import { shareFigure, shareReason, sharesSentence } from "../own-share.ts";
import { type Html, html } from "./html.ts";

/** Own shares, as a part of the section on the method. */
export function ownShareTable(own: OwnShares): Html {
  const over = own.shares.filter(({ isMet }) => !isMet);
  const within = own.shares.filter(({ isMet }) => isMet);
  return html`<h3 id="own-share">Own share</h3>
<p>What a cell takes besides the work that its example asks for: ${sharesSentence(own)}</p>
${over.length === 0 ? "" : html`<details><summary>${over.length} cells over the limits</summary>${table(over, "Cells over the limits")}</details>`}
${within.length === 0 ? "" : html`<details><summary>${within.length} cells within the limits</summary>${table(within, "Cells within the limits")}</details>`}`;
}

function table(shares: readonly OwnShare[], what: string): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${what}"><table class="figures">
<thead><tr><th scope="col">Cell</th><th scope="col" class="n">Cell over bare work</th><th scope="col" class="n">A call</th><th scope="col" class="n">Bare</th><th scope="col">Verdict</th></tr></thead>
<tbody>${shares.map(
    (one) =>
      html`<tr><th scope="row">${label(one.example, 60)}, ${label(one.input, 60)} <span class="sub">${label(one.model, 40)} ${label(one.runtime, 40)}</span></th><td>${shareFigure(one)}</td><td>${figure(one.callMs, "ms")}</td><td>${figure(one.bareMs, "ms")}</td><td>${one.isMet ? one.verdict : html`${one.verdict}: ${shareReason(one)}`}</td></tr>`,
  )}</tbody></table></div>`;
}
