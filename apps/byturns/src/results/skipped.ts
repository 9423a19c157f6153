// Prints what was skipped in a run's folder, on stderr.
import { join } from "node:path";
import type { Skipped } from "@byturns/record";
import { label } from "@byturns/text/plain";
import { printError } from "../text/terminal.ts";

/** Prints each skipped line and file, with the reason. */
export function printSkipped(folder: string, skipped: readonly Skipped[]): void {
  for (const { file, line, why } of skipped) {
    printError(`Skipped: ${join(folder, file)}${line === undefined ? "" : `, line ${line}`}: ${label(why)}`);
  }
}
