// What is wrong with a file of one's own, as a sentence.
import type { Fault } from "@byturns/order";

/** One sentence that begins with the file, and the line where there is one. */
export function fault(file: string, says: string, line?: number): Fault {
  return { file, says: `${file}${line === undefined ? "" : `:${line}`}: ${says}` };
}

const longestChars = 200;

/** The first line of a text, cut. */
export function short(text: string): string {
  const [first = ""] = text.trim().split("\n");
  return first.length > longestChars ? `${first.slice(0, longestChars)}…` : first;
}
