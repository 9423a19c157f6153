// Reads the catalogue of event orders that is kept with the sources, for the reports.
import { readFile } from "node:fs/promises";
import { type Catalogue, readCatalogue } from "@byturns/order/catalogue";
import { acrossWithoutCrashes } from "@byturns/order/crash";
import { isErrorWithCode } from "../text/system.ts";
import { printError } from "../text/terminal.ts";

/**
 * Reads a recorded catalogue for a report, which can do without one: undefined if it does not exist, or if it cannot be
 * read, which is printed. A process that crashed after the right order is a failure there, and no order that varies.
 */
export async function recordedOrder(file: string): Promise<Catalogue | undefined> {
  try {
    const catalogue = readCatalogue(await readFile(file, "utf8"));
    const rows = catalogue.rows.map((row) => ({ ...row, across: acrossWithoutCrashes(row) }));
    return { ...catalogue, rows };
  } catch (error) {
    if (isErrorWithCode(error) && error.code === "ENOENT") return undefined;
    printError(`The report is without the order of events: cannot read ${file}: ${(error as Error).message}`);
    return undefined;
  }
}
