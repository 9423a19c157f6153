// How Markdown becomes the HTML of a page: addresses of headings as on GitHub, links that lead somewhere, wide tables
// that scroll by keyboard.
import type { MarkdownIt, Token } from "@11ty/eleventy";
import GithubSlugger from "github-slugger";
import { addressOfLink, type LinkSettings } from "./links.ts";

/** Sets up markdown-it. Each page hands over its file as `source` in its data. */
export function setUpMarkdown(md: MarkdownIt, settings: LinkSettings): void {
  md.set({ html: true, linkify: false });
  md.core.ruler.push("site", ({ tokens, env }) => {
    const slugger = new GithubSlugger();
    const source = String(env.source);
    tokens.forEach((token, i) => {
      if (token.type === "heading_open") token.attrSet("id", slugger.slug(plainOf(tokens[i + 1])));
      // A header cell with nothing in it is no header to a screen reader.
      const [text, end] = tokens.slice(i + 1, i + 3);
      if (token.type === "th_open" && text?.content === "" && end?.type === "th_close") {
        token.tag = "td";
        end.tag = "td";
      }
      if (token.type === "inline") for (const child of token.children ?? []) relink(child, source, settings);
    });
  });
  const { rules } = md.renderer;
  const fence = rules.fence;
  rules.fence = (...all) => (fence?.(...all) ?? "").replace("<pre>", '<pre tabindex="0">');
  rules.table_open = () => `${wide}<table>`;
  rules.table_close = () => "</table></div>";
  const html = rules.html_block;
  rules.html_block = (...all) =>
    (html?.(...all) ?? "")
      .replace(/<table>/g, `${wide}<table class="sources">`)
      .replace(/<\/table>/g, "</table></div>");
  rules.link_open = (tokens, i, options, _env, self) =>
    (tokens[i] as Token).attrGet("href") === "" ? "<span>" : self.renderToken(tokens, i, options);
  rules.link_close = (tokens, i, options, _env, self) => {
    const open = tokens.slice(0, i).findLast(({ type }) => type === "link_open");
    return open?.attrGet("href") === "" ? "</span>" : self.renderToken(tokens, i, options);
  };
}

const wide = '<div class="wide" tabindex="0" role="group" aria-label="A table, which may scroll">';

function plainOf(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .filter(({ type }) => type === "text" || type === "code_inline")
    .map(({ content }) => content)
    .join("");
}

function relink(token: Token, source: string, settings: LinkSettings): void {
  for (const [type, name] of [
    ["link_open", "href"],
    ["image", "src"],
  ] as const) {
    const now = token.type === type ? token.attrGet(name) : null;
    if (now !== null) token.attrSet(name, addressOfLink(now, source, settings) ?? "");
  }
}
