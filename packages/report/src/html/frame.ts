// What every page of this package is: one file, its own policy, its own styles, and a script only where it has one.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
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
  const [styles, script] = await Promise.all([style(), data === undefined ? undefined : behavior()]);
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

/** JSON that cannot end its script element, its numbers with seven digits: no figure is shown with as many. */
function json(value: unknown): Html {
  const rounded = (_: string, one: unknown) =>
    typeof one === "number" && !Number.isInteger(one) ? Number(one.toPrecision(7)) : one;
  return raw(
    JSON.stringify(value, rounded)
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

/** The bundle that `npm run docs` makes of `page/`. */
function behavior(): Promise<string> {
  return readFile(new URL("./page-script.generated.js", import.meta.url), "utf8");
}
