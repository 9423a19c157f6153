// What was skipped in a run's folder, as sentences.
import { join } from "node:path";
import type { Skipped } from "@byturns/record";
import { label } from "@byturns/text/plain";
import { printError } from "../text/terminal.ts";

/** How many are told of one folder: a damaged file has as many reasons as it has lines. */
const most = 5;

/** Each skipped line and file of a folder, with the reason; of many, the first, and how many more there are. */
export function skippedIn(folder: string, skipped: readonly Skipped[]): readonly string[] {
  const told = skipped
    .slice(0, most)
    .map(
      ({ file, line, why }) =>
        `Skipped ${join(folder, file)}${line === undefined ? "" : `, line ${line}`}: ${label(why)}`,
    );
  return skipped.length > most ? [...told, `Skipped ${skipped.length - most} more in ${folder}`] : told;
}

/** Prints them on stderr. */
export function printSkipped(folder: string, skipped: readonly Skipped[]): void {
  for (const sentence of skippedIn(folder, skipped)) printError(sentence);
}
