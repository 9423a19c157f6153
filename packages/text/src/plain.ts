// Text from records is untrusted: it may be huge, or try to control a terminal or a page.

/** Longer labels are cut. */
export const longestLabel = 120;
/** Longer outputs and reasons are cut. */
export const longestOutput = 4_000;

/**
 * One harmless line of text: control characters and line breaks become visible, and a text that is too long is cut,
 * with a note.
 */
export function label(text: string, longest = longestLabel): string {
  return visible(cut(text, longest), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu);
}

/** Like `label`, with line breaks and tabs kept. */
export function output(text: string, longest = longestOutput): string {
  // Colors are stripped rather than shown: an honest program's output is full of them.
  const uncolored = cut(text, longest).replaceAll(ansi, "");
  return visible(uncolored.replaceAll("\r\n", "\n"), /[^\P{C}\n\t]/gu);
}

/**
 * Text for a terminal: every control character but line breaks and tabs becomes visible, and so do characters that
 * would reorder a line.
 *
 * @param keepColors keeps the escape sequences that only color text.
 * @example
 * ```ts
 * import { terminalText } from "@byturns/text";
 *
 * terminalText("done\u001b[2J"); // "done␛[2J"
 * ```
 */
export function terminalText(text: string, keepColors = false): string {
  if (!keepColors) return visible(text.replaceAll(ansi, ""), steering);
  return text
    .split(colored)
    .map((part, i) => (i % 2 === 1 ? part : visible(part, steering)))
    .join("");
}

/** Control characters without line feed and tab, and the characters that change the direction of text. */
const steering = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Cuts a text after `longest` characters, and notes how many were cut. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${text.length.toLocaleString("en-US")} characters)`;
}

/** An id that is safe in an address and in HTML; only as unique as its text. */
export function slug(text: string): string {
  const safe = cut(text, 60)
    .normalize("NFKD")
    .replaceAll(/[^\w.-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return safe === "" ? "unnamed" : safe.toLowerCase();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about.
const colored = /(\u001b\[[0-9;]*m)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same.
const ansi = /\u001b\[[0-9;]*m/g;

function visible(text: string, hidden: RegExp): string {
  return text.replaceAll(hidden, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 32) return String.fromCodePoint(0x2400 + code);
    return `\\u{${code.toString(16)}}`;
  });
}
