// Recorded text of a program: as much as a reader can use. No imports, because a measured process loads it.

/**
 * A text of about `most` characters at most: a longer one keeps its head and tail, with the length of the cut between.
 *
 * @param most an even number of characters, >= 2.
 * @example
 * ```ts
 * import { bounded } from "@byturns/record/bounded";
 *
 * bounded("abcdefgh", 4); // "ab … [4 characters cut] … gh"
 * ```
 */
export function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = most / 2;
  const head = text.slice(0, half);
  const tail = text.slice(-half);
  return `${head} … [${(text.length - most).toLocaleString("en-US")} characters cut] … ${tail}`.toWellFormed();
}
