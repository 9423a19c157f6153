// What of a run's folder could not be used, told on the side.
import { join } from "node:path";
import type { Skipped } from "@byturns/record";
import { label } from "@byturns/text/plain";
import { printError } from "../text/terminal.ts";

/** Names each line and each file that was skipped, and why. */
export function printSkipped(folder: string, skipped: readonly Skipped[]): void {
  for (const { file, line, why } of skipped) {
    printError(`Skipped: ${join(folder, file)}${line === undefined ? "" : `, line ${line}`}: ${label(why)}`);
  }
}
