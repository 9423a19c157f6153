// What is wrong with a file of one's own, as a sentence.
import type { Fault } from "@byturns/order";

/** One sentence that begins with the file, and the line where there is one. */
export function fault(file: string, says: string, line?: number): Fault {
  return { file, says: `${file}${line === undefined ? "" : `:${line}`}: ${says}` };
}
