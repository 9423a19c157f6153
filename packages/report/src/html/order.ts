// The catalogue of event orders: which sequences each runtime gave, how often, and where they part.

import { counted, listed } from "@byturns/text/figures";
import { label, slug } from "@byturns/text/plain";
import { type Html, html } from "./html.ts";

/** One probe under one version of one runtime. */
interface OrderResult {
  readonly runtime: string;
  readonly version: string;
  readonly frequencies: readonly { readonly sequence: readonly string[]; readonly count: number }[];
  readonly failures: readonly { readonly ending: string; readonly count: number; readonly output: string }[];
  readonly verdict: string;
}

/** One probe as one kind of program. */
interface OrderRow {
  readonly probe: string;
  readonly kind: string;
  readonly title: string;
  readonly question: string;
  readonly results: readonly OrderResult[];
  readonly across: string;
  readonly promises: readonly { readonly by: string; readonly says: string; readonly link: string }[];
}

/** What the page shows of a catalogue of event orders: as `@byturns/order` writes it. */
export interface OrderCatalogue {
  /** The day on which its programs were run, such as `2026-11-29`; undefined where it does not say. */
  readonly recordedOn?: string | undefined;
  readonly rows: readonly OrderRow[];
}

/** Sequences of one result; the rest is counted. */
const mostSequences = 5;

const marks: Readonly<Record<string, string>> = {
  agree: "=",
  disagree: "≠",
  "varies within one": "~",
  "one runtime": "·",
};

/** Where runtimes part comes first. */
const ranks = ["disagree", "varies within one", "agree", "one runtime"];
const rank = ({ across }: OrderRow) => (ranks.includes(across) ? ranks.indexOf(across) : ranks.length);

/** Where runtimes disagree in order, in a sentence that says where it comes from: not from the run beside it. */
export function orderNote({ rows, recordedOn }: OrderCatalogue): Html {
  const parted = rows.filter(({ across }) => across === "disagree");
  const probes = new Set(parted.map(({ probe }) => probe)).size;
  const all = new Set(rows.map(({ probe }) => probe)).size;
  return html`<p class="recorded"><b>Event order</b> <small>recorded${recordedOn === undefined ? " earlier" : html` on ${label(recordedOn, 40)}`}, not part of this run</small> ${recordedUnder(rows)}: the same events came in different orders in <a href="#order">${parted.length} of ${counted(rows.length, "row")}</a>, of ${probes} of ${counted(all, "probe")}.</p>`;
}

/** `Under node 26.10.0, deno 2.9.6 and bun 1.4.5`. */
function recordedUnder(rows: readonly OrderRow[]): string {
  const seen = rows.flatMap(({ results }) => results.map(({ runtime, version }) => `${runtime} ${version}`));
  return `Under ${listed([...new Set(seen)].slice(0, 6).map((one) => label(one, 40)))}`;
}

export function orderSection({ rows, recordedOn }: OrderCatalogue): Html {
  const count = (across: string) => rows.filter((row) => row.across === across).length;
  return html`<section id="order" aria-labelledby="order-title"><h2 id="order-title">Order</h2>
<p class="lead">Recorded${recordedOn === undefined ? "" : ` on ${label(recordedOn, 40)}`}, and not part of this run: the same small programs, each in many fresh processes: in what order things happened. ${counted(new Set(rows.map(({ probe }) => probe)).size, "probe")} in ${counted(rows.length, "row")}: ${count("agree")} rows agree, ${count("disagree")} disagree, ${count("varies within one")} vary within one runtime.</p>
<details class="catalogue"><summary>Every row, where runtimes part first</summary><div class="probes">${rows.toSorted((a, b) => rank(a) - rank(b)).map(probe)}</div></details></section>`;
}

function probe(row: OrderRow, index: number): Html {
  const usual = row.results.flatMap(({ frequencies }) =>
    frequencies[0] === undefined ? [] : [frequencies[0].sequence],
  );
  const shared = commonStart(usual);
  return html`<details class="probe" id="order-${slug(`${row.probe}-${row.kind}`)}"><summary><b>${marks[row.across] ?? "·"}</b> ${label(row.title, 100)} <small>${label(row.kind, 30)} · ${label(row.across, 30)}</small></summary>
<p>${label(row.question, 400)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${index + 1}: orders of ${label(row.probe, 60)}, ${label(row.kind, 30)}"><table><thead><tr><th scope="col">Runtime</th><th scope="col">Promises</th><th scope="col">Runs</th><th scope="col">Order; bold from where runtimes part</th></tr></thead><tbody>${row.results.map((result) => resultRows(result, shared))}</tbody></table></div>
${row.promises.length === 0 ? "" : html`<ul>${row.promises.map(({ by, says, link }) => html`<li>${label(by, 60)}: ${label(says, 300)}${/^https:\/\//.test(link) ? html` <small>${label(link, 200)}</small>` : ""}</li>`)}</ul>`}</details>`;
}

function resultRows({ runtime, version, frequencies, failures, verdict }: OrderResult, shared: number): Html {
  const runs = frequencies.reduce((sum, { count }) => sum + count, 0);
  const shown = frequencies.slice(0, mostSequences);
  const lines = [
    ...shown.map(
      ({ sequence, count }) =>
        html`<td class="n">${count} of ${runs}</td><td>${sequence.slice(0, shared).map((mark) => html`${label(mark, 40)} → `)}<b>${sequence
          .slice(shared, 40)
          .map((mark) => label(mark, 40))
          .join(" → ")}</b></td>`,
    ),
    ...(frequencies.length > mostSequences
      ? [html`<td></td><td>and ${counted(frequencies.length - mostSequences, "order")} more</td>`]
      : []),
    ...failures
      .slice(0, 3)
      .map(
        ({ ending, count, output }) =>
          html`<td class="n">${count}</td><td>✕ ${label(ending, 80)}${output === "" ? "" : `: ${label(output, 300)}`}</td>`,
      ),
  ];
  return html`${lines.map((line, i) => html`<tr>${i === 0 ? html`<th scope="row">${label(runtime, 30)} ${label(version, 30)}</th><td>${label(verdict, 30)}</td>` : html`<td></td><td></td>`}${line}</tr>`)}`;
}

/** How many marks all sequences begin with. */
function commonStart(sequences: readonly (readonly string[])[]): number {
  const [first] = sequences;
  if (first === undefined || sequences.length < 2) return 0;
  let length = 0;
  while (length < first.length && sequences.every((sequence) => sequence[length] === first[length]))
    length += 1;
  return length;
}
