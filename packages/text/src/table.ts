// Lines and columns for a terminal.

/** How many columns a text takes, counted in characters. */
export const length = (text: string): number => [...text].length;

/** A text of exactly `width` characters: padded with spaces, or cut with an ellipsis. */
export function toWidth(text: string, width: number): string {
  const size = length(text);
  if (size <= width) return text + " ".repeat(width - size);
  return width < 1 ? "" : `${[...text].slice(0, width - 1).join("")}…`;
}

/**
 * Breaks a text at spaces into lines of at most `width` characters; a longer word gets its own line.
 *
 * @param indent the prefix of every line but the first. Leading spaces of the text are kept.
 * @returns no lines for an empty text.
 * @example
 * ```ts
 * import { wrap } from "@byturns/text";
 *
 * wrap("one two three", 7, "  "); // ["one two", "  three"]
 * ```
 */
export function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? "";
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (!isEmpty && length(line) + 1 + length(word) > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return isEmpty ? lines : [...lines, line];
}

/** The format of a table's columns. */
export interface TableOptions {
  /** Columns, from 0, to align right; all others align left. */
  readonly right?: readonly number[];
  /** Paints a cell after it was padded to its column's width. */
  readonly paint?: (text: string, column: number, row: number) => string;
}

/**
 * Rows as lines with aligned columns, two spaces apart, without trailing spaces.
 *
 * @example
 * ```ts
 * import { table } from "@byturns/text";
 *
 * table([["a", "1"], ["bc", "10"]], { right: [1] }); // ["a    1", "bc  10"]
 * ```
 */
export function table(
  rows: readonly (readonly string[])[],
  { right = [], paint = (text) => text }: TableOptions = {},
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(0, ...rows.map((row) => length(row[i] ?? ""))),
  );
  return rows.map((row, rowNumber) =>
    row
      .map((text, i) => {
        const space = " ".repeat((widths[i] ?? 0) - length(text));
        const isLast = i === row.length - 1;
        return paint(right.includes(i) ? space + text : isLast ? text : text + space, i, rowNumber);
      })
      .join("  ")
      .trimEnd(),
  );
}
