// Sources with their syntax coloured, as classes: the page's policy allows no style attributes.
import { createHighlighterCore, type HighlighterCore } from "@shikijs/core";
import { createOnigurumaEngine } from "@shikijs/engine-oniguruma";
import { label } from "../plain.ts";
import type { SourceFile } from "../sources.ts";
import { escapeHtml, type Html, html, raw } from "./html.ts";

/** Colours code, and collects the styles that it used. */
export class Painter {
  readonly #highlighter: HighlighterCore;
  readonly #classes = new Map<string, string>();

  private constructor(highlighter: HighlighterCore) {
    this.#highlighter = highlighter;
  }

  static async make(): Promise<Painter> {
    return new Painter(
      await createHighlighterCore({
        themes: [
          import("@shikijs/themes/github-light-default"),
          import("@shikijs/themes/github-dark-default"),
        ],
        langs: [import("@shikijs/langs/typescript")],
        engine: createOnigurumaEngine(import("@shikijs/engine-oniguruma/wasm-inlined")),
      }),
    );
  }

  /** Files side by side; those of one model under one another. */
  sideBySide(files: readonly SourceFile[]): Html {
    const byModel = Map.groupBy(files, ({ model }) => model);
    return html`<div class="side-by-side">${[...byModel.values()].map(
      (some) =>
        html`<div>${some.map(({ path, text }) => html`<figure><figcaption><code>${label(path)}</code></figcaption><pre class="code" tabindex="0" role="region" aria-label="${label(path)}"><code>${this.#paint(text)}</code></pre></figure>`)}</div>`,
    )}</div>`;
  }

  /** The rules of all classes used so far, in both colour schemes. */
  styles(): string {
    const light: string[] = [];
    const dark: string[] = [];
    for (const [colors, name] of this.#classes) {
      const [lightColor = "", darkColor = ""] = colors.split(" ");
      light.push(`.${name}{color:${lightColor}}`);
      dark.push(`.${name}{color:${darkColor}}`);
    }
    return `${light.join("")}@media (prefers-color-scheme:dark){${dark.join("")}}`;
  }

  #paint(text: string): Html {
    if (text.length > 200_000) return raw(escapeHtml(text.slice(0, 200_000)));
    const lines = this.#highlighter.codeToTokensWithThemes(text.trimEnd(), {
      lang: "typescript",
      themes: { light: "github-light-default", dark: "github-dark-default" },
    });
    const plain = `${themeInk.light} ${themeInk.dark}`;
    const painted = lines.map((tokens) => {
      let line = "";
      let open = "";
      for (const { content, variants } of tokens) {
        const colors = `${upper(variants.light?.color)} ${upper(variants.dark?.color)}`;
        // White space has no colour: it goes with whatever stands before it.
        const name = content.trim() === "" ? open : colors === plain ? "" : this.#classFor(colors);
        if (name !== open) {
          if (open !== "") line += "</i>";
          if (name !== "") line += `<i class=${name}>`;
          open = name;
        }
        line += escapeHtml(content);
      }
      return open === "" ? line : `${line}</i>`;
    });
    return raw(painted.join("\n"));
  }

  #classFor(colors: string): string {
    const known = this.#classes.get(colors);
    if (known !== undefined) return known;
    const name = `t${this.#classes.size.toString(36)}`;
    this.#classes.set(colors, name);
    return name;
  }
}

/** What both themes write most of a text in; the page's own ink takes its place. */
const themeInk = { light: "#1F2328", dark: "#E6EDF3" };

function upper(color: string | undefined): string {
  // From a theme, never from a record; and still nothing but a colour may reach the style sheet.
  return color !== undefined && /^#[0-9a-fA-F]{3,8}$/.test(color) ? color.toUpperCase() : "inherit";
}
