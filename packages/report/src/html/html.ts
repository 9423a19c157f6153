// HTML as values: whatever is put into a template is escaped, unless it is HTML already.

/** A piece of HTML. Made only by `html` and `raw`. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Child = Html | string | number | undefined | readonly Child[];

/**
 * @example
 * ```ts
 * html`<p title="${'"'}">${"<img>"}</p>`.text; // <p title="&quot;">&lt;img&gt;</p>
 * ```
 */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  let text = strings[0] ?? "";
  children.forEach((child, i) => {
    text += write(child) + (strings[i + 1] ?? "");
  });
  return new Html(text);
}

/** Text that is HTML already: made by this package, never taken from a record. */
export function raw(text: string): Html {
  return new Html(text);
}

/** For text between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function write(child: Child): string {
  if (child === undefined) return "";
  if (child instanceof Html) return child.text;
  if (typeof child === "string") return escapeHtml(child);
  if (typeof child === "number") return String(child);
  return child.map(write).join("");
}
