// Sources with their syntax colored, as elements and no styles: the page's policy allows no style attributes, and one pass over
// a text serves both color schemes.

import { label } from "@byturns/text/plain";
import { createHighlighterCore, type HighlighterCore, type ThemeRegistrationRaw } from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import type { SourceFile } from "../sources.ts";
import { escapeHtml, type Html, html, raw } from "./html.ts";

/** Kinds of token: the element that the page draws it with (half the bytes of a class), and its scopes in the grammar. */
const kinds = [
  { name: "em", scopes: ["comment", "punctuation.definition.comment"] },
  {
    name: "i",
    scopes: ["string", "punctuation.definition.string", "string.regexp", "constant.character.escape"],
  },
  { name: "b", scopes: ["keyword", "storage", "variable.language", "constant.language"] },
  { name: "kbd", scopes: ["constant.numeric"] },
  { name: "u", scopes: ["entity.name.function", "support.function"] },
  {
    name: "var",
    scopes: ["entity.name.type", "entity.other.inherited-class", "support.type", "support.class"],
  },
] as const;

/** Scopes that would be a keyword's and read better in plain ink. */
const plain = [
  "keyword.operator.assignment",
  "keyword.operator.type",
  "keyword.operator.optional",
  "keyword.operator.spread",
  "storage.type.function.arrow",
  "keyword.operator.arithmetic",
  "keyword.operator.logical",
  "keyword.operator.comparison",
  "keyword.operator.relational",
  "keyword.operator.ternary",
  "meta.template.expression",
];

const ink = "#000000";
const colorOf = (index: number) => `#00000${index + 1}`;

/** Its colors are no colors but the numbers of kinds. */
const theme: ThemeRegistrationRaw = {
  name: "byturns",
  type: "light",
  fg: ink,
  bg: "#ffffff",
  settings: [
    { settings: { foreground: ink, background: "#ffffff" } },
    ...kinds.map(({ scopes }, i) => ({ scope: [...scopes], settings: { foreground: colorOf(i) } })),
    { scope: plain, settings: { foreground: ink } },
  ],
};
const elements = new Map<string, string>(kinds.map(({ name }, i) => [colorOf(i), name]));

/** Colors code. */
export class Painter {
  readonly #highlighter: HighlighterCore;

  private constructor(highlighter: HighlighterCore) {
    this.#highlighter = highlighter;
  }

  static async make(): Promise<Painter> {
    return new Painter(
      await createHighlighterCore({
        themes: [theme],
        langs: [import("@shikijs/langs/typescript")],
        engine: createJavaScriptRegexEngine(),
      }),
    );
  }

  /** A text, its tokens in elements. */
  paint(text: string): Html {
    const lines = this.#highlighter.codeToTokensBase(text.slice(0, longestSource).trimEnd(), {
      lang: "typescript",
      theme: "byturns",
      tokenizeMaxLineLength: 2_000,
      // A busy machine would else leave the rest of a line plain, and the same run would have another page.
      tokenizeTimeLimit: 0,
    });
    const painted = lines.map((tokens) => {
      let line = "";
      let open = "";
      for (const { content, color = ink } of tokens) {
        // White space has no color: it goes with whatever stands before it.
        const name = content.trim() === "" ? open : (elements.get(color.toLowerCase()) ?? "");
        if (name !== open) {
          if (open !== "") line += `</${open}>`;
          if (name !== "") line += `<${name}>`;
          open = name;
        }
        line += escapeHtml(content);
      }
      return open === "" ? line : `${line}</${open}>`;
    });
    return raw(painted.join("\n"));
  }
}

/** Files side by side; those of one model under one another. */
export function sideBySide(files: readonly SourceFile[]): Html {
  const byModel = Map.groupBy(files, ({ model }) => model);
  return html`<div class="side-by-side">${[...byModel.values()].map(
    (some) =>
      html`<div>${some.map(({ path, text, painted }) => html`<figure><figcaption><code>${label(path)}</code></figcaption><pre class="code" tabindex="0" role="region" aria-label="${label(path)}"><code>${painted ?? text}</code></pre></figure>`)}</div>`,
  )}</div>`;
}

/** An example is a page or two; nothing longer is a source to be read side by side. */
const longestSource = 100_000;
