// What every page of this package is: one file, its own policy, its own styles, and a script only where it has one.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { type Html, html, raw } from "./html.ts";

/** What stands in a page. */
export interface PageParts {
  readonly title: string;
  /** Under the name of the project. */
  readonly subtitle: Html;
  readonly nav: readonly { readonly href: string; readonly title: string }[];
  readonly main: Html;
  readonly footer: Html;
  /** What the page's script works with; a page without it has no script. */
  readonly data?: unknown;
}

/** A whole page. It allows itself its own styles and script, and nothing else: no request, no frame, no form. */
export async function frame({ title, subtitle, nav, main, footer, data }: PageParts): Promise<string> {
  const [styles, script] = await Promise.all([style(), data === undefined ? undefined : behaviour()]);
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src '${hash(styles)}'`,
    ...(script === undefined ? [] : [`script-src '${hash(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top"><div><h1>byturns</h1><p>${subtitle}</p></div>
<nav aria-label="Sections">${nav.map((one) => html`<a href="${one.href}">${one.title}</a>`)}</nav></header>
<main id="main">${main}</main>
<footer>${footer}</footer>
${script === undefined ? "" : html`<script type="application/json" id="data">${json(data)}</script><script type="module">${raw(script)}</script>`}
</body>
</html>
`.text;
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
const modules = [
  "../words.ts",
  "./shade.ts",
  "../page/address.ts",
  "../page/strips.ts",
  "../page/views.ts",
  "../page/timelines.ts",
  "../page/main.ts",
];

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
