// Merges runs and reports on the result, or machine by machine if several measured the same.
import { resolve } from "node:path";
import { mergeRuns } from "@byturns/record";
import { asUsage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { printError } from "../text/terminal.ts";
import { report } from "./report.ts";
import { printSkipped } from "./skipped.ts";

/**
 * Merges folders into a new one, and reports on it.
 *
 * @throws RunUnreadable when a folder does not hold a run; RunsDiffer when runs cannot stand in one table; RecordLost
 * when `into` cannot be written.
 */
export async function mergeFolders(options: {
  readonly folders: readonly string[];
  readonly into: string;
  readonly json: boolean;
}): Promise<number> {
  const into = resolve(options.into);
  const folders = options.folders.map((folder) => resolve(folder));
  const { forks, duplicates, skipped } = await asUsage(() => mergeRuns(folders, into));
  for (const [folder, some] of Map.groupBy(skipped, ({ folder }) => folder)) printSkipped(folder, some);
  printError(
    `${forks} forks of ${folders.length} folders${duplicates > 0 ? `, ${duplicates} of them in several` : ""}, into ${into}`,
  );
  await report(into, { json: options.json });
  return exitCodes.ok;
}
