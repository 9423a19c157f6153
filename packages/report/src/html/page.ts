// A run as one HTML file that needs nothing else: no request leaves it, and it is whole without its script.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { label } from "../plain.ts";
import type { Sources } from "../sources.ts";
import { type Evidence, runtimeLine, type Story, tell } from "../story.ts";
import { counted } from "../words.ts";
import { Painter } from "./code.ts";
import { exampleSection } from "./example.ts";
import { type Html, html, raw } from "./html.ts";
import { matrix } from "./matrix.ts";

/** Stretches that all timelines of a page share. */
const stretchesOfAll = 12_000;

/**
 * A run as one self-contained page, for `file://` or any server.
 *
 * @param sources the files shown side by side; see `readSources`.
 */
export async function renderHtml(evidence: Evidence, sources: Sources = new Map()): Promise<string> {
  const story = tell(evidence);
  const painter = sources.size === 0 ? undefined : await Painter.make();
  const drawn = story.examples
    .flatMap(({ cases }) => cases.flatMap(({ cells }) => cells))
    .filter(({ trace }) => trace !== undefined);
  const stretchesPerCell = Math.max(
    24,
    Math.min(300, Math.floor(stretchesOfAll / Math.max(1, drawn.length))),
  );
  const { section, data } = matrix(story);
  const examples = story.examples.map((example) => {
    const files = sources.get(example.id) ?? [];
    const side = painter === undefined || files.length === 0 ? undefined : painter.sideBySide(files);
    return exampleSection(example, story, side, { stretchesPerCell });
  });
  const [styles, script] = await Promise.all([style(), behaviour()]);
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src '${hash(styles)}'`,
    `script-src '${hash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = html`<!doctype html>
<html lang="en" data-scale="log">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>byturns: ${story.suite}, ${story.profile}</title>
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
</head>
<body>
<a class="skip" href="#answers">To the answers</a>
<header class="top"><div><h1>byturns</h1><p>The same asynchronous examples as ${story.models.map((model) => label(model, 40)).join(", ")}, under ${runtimeLine(story.runtimes)}.</p></div>
<nav aria-label="Sections"><a href="#answers">Answers</a><a href="#matrix">Matrix</a><a href="#examples">Examples</a><a href="#run">This run</a></nav></header>
<main>
${answers(story)}
${section}
<section id="examples" aria-labelledby="examples-title"><h2 id="examples-title">Example by example</h2>
<ul class="contents">${story.examples.map(({ anchor, id, question }) => html`<li><a href="#${anchor}"><code>${label(id, 60)}</code></a> ${question}</li>`)}</ul>
<p class="legend chart-legend"><span><b class="swatch dot"></b> a fork’s median</span><span><b class="swatch box"></b> the middle half of the forks</span><span><b class="swatch line"></b> their median</span><span><b class="swatch band"></b> within ±3 % of the best</span></p></section>
${examples}
${about(story)}
</main>
<footer><p>Made by byturns from the records of run ${story.id}. Medians of whole processes are compared, never single samples; nothing is dropped.</p></footer>
<script type="application/json" id="data">${json(data)}</script>
<script type="module">${raw(script)}</script>
</body>
</html>
`;
  return page.text;
}

function answers(story: Story): Html {
  return html`<section id="answers" aria-labelledby="answers-title">
<h2 id="answers-title">Answers</h2>
<div class="beside"><div>
${story.findings.length === 0 ? html`<p>None: nothing was compared.</p>` : ""}
<ol class="findings">${story.findings.map(
    ({ kind, figure, text, evidence, anchor }) =>
      html`<li class="finding ${kind}"><a href="#${anchor}"><span class="figure">${figure}</span><span class="says">${text}<small>${evidence}</small></span></a></li>`,
  )}</ol></div>
<aside aria-label="What the answers rest on"><h3>What they rest on</h3>
${story.warnings.length === 0 ? "" : html`<ul class="warnings">${story.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
<p>${story.claim}</p><p>${story.proof}</p>
<dl><dt>Run</dt><dd>${story.suite}, ${story.profile} profile, ${story.extent}</dd>
<dt>Made</dt><dd><time datetime="${story.madeAt}">${moment(story.madeAt)}</time></dd>
${story.runtimes.map(({ title, version, engine }) => html`<dt>${title}</dt><dd>${version}${engine === undefined ? "" : html` <small>${engine}</small>`}</dd>`)}
<dt>Machine</dt>${story.machines.map(({ what }) => html`<dd>${what}</dd>`)}
<dt>Threads</dt><dd>${counted(story.threads, "thread")} given to each model that has them</dd></dl></aside></div></section>`;
}

function about(story: Story): Html {
  return html`<section id="run" aria-labelledby="run-title"><h2 id="run-title">This run</h2>
<p>The order of its forks was shuffled from the seed ${story.seed}${story.commit === undefined ? "" : html`; the sources are those of commit <code>${story.commit}</code>`}. A fork is one fresh process; its median is one observation; every round visits every cell once. A factor is a ratio of medians with its 95 % interval.</p>
${story.machines.map(({ findings }) =>
  findings.length === 0
    ? ""
    : html`<ul class="doctor">${findings.map(({ weight, what }) => html`<li class="${weight}"><b>${weight}</b> ${what}</li>`)}</ul>`,
)}</section>`;
}

function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** JSON that cannot end its script element. */
function json(value: unknown): Html {
  return raw(
    JSON.stringify(value)
      .replaceAll("<", "\\u003c")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029"),
  );
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

async function style(): Promise<string> {
  const css = await readFile(new URL("../page/style.css", import.meta.url), "utf8");
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
}

/** What the page's script is made of, in order. Names are unique over all of them. */
const modules = ["../words.ts", "./shade.ts", "../page/views.ts", "../page/timelines.ts", "../page/main.ts"];

async function behaviour(): Promise<string> {
  const texts = await Promise.all(modules.map((path) => readFile(new URL(path, import.meta.url), "utf8")));
  const script = texts
    .map(withoutTypes)
    .join("\n")
    .replaceAll(/^import [^;]*;$/gm, "")
    .replaceAll(/^export /gm, "")
    .replaceAll(/^\s*(\/\/|\/?\*).*$/gm, "")
    .replaceAll(/\s*\n\s*/g, "\n");
  return script.replaceAll("</", "<\\/").trim();
}

/** Node warns that this is experimental; whoever reads a report has no use for that. */
function withoutTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
