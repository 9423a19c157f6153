// Parts of hand-written pages that a command writes: what stands between a pair of marks.

/**
 * A page with what stands between its marks `<!-- begin name -->` and `<!-- end name -->` written anew.
 *
 * @param parts the lines of each part, by name.
 * @param file the page's name, for the error.
 * @throws RangeError when the page lacks a pair of marks.
 */
export function withParts(
  page: string,
  parts: Readonly<Record<string, readonly string[]>>,
  file: string,
): string {
  let text = page;
  for (const [name, lines] of Object.entries(parts)) {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new RangeError(`${file} has no "${begin}" followed by "${end}"`);
    text = `${text.slice(0, from + begin.length)}\n${lines.join("\n")}\n${text.slice(to)}`;
  }
  return text;
}
