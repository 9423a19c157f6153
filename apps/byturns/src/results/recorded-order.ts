// Reads the catalogue of event orders that is kept with the sources, for the reports.
import { readFile } from "node:fs/promises";
import { type Catalogue, readCatalogue } from "@byturns/order/catalogue";
import { catalogueWithoutCrashes } from "@byturns/order/crash";
import { isErrorWithCode } from "../text/system.ts";
import { printError } from "../text/terminal.ts";

/**
 * Reads a recorded catalogue for a report, which can do without one: undefined if it does not exist, or if it cannot be
 * read, which is printed.
 */
export async function recordedOrder(file: string): Promise<Catalogue | undefined> {
  try {
    return catalogueWithoutCrashes(readCatalogue(await readFile(file, "utf8")));
  } catch (error) {
    if (isErrorWithCode(error) && error.code === "ENOENT") return undefined;
    printError(`The report is without the order of events: cannot read ${file}: ${(error as Error).message}`);
    return undefined;
  }
}
