// The catalogue on disk: reads it, and updates it with new results.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Catalogue,
  catalogueSchema,
  mergeCatalogues,
  type Probe,
  readCatalogue,
  rejudge,
  renderOrderDocument,
  writeCatalogue,
} from "@byturns/order";
import { makeFolder } from "@byturns/record";
import { Usage } from "../text/errors.ts";

/**
 * Reads a catalogue.
 *
 * @throws Usage when it does not exist or cannot be read.
 */
export async function readCatalogueFile(file: string): Promise<Catalogue> {
  try {
    return readCatalogue(await readFile(file, "utf8"));
  } catch (error) {
    throw new Usage(`Cannot read a catalogue from ${file}: ${(error as Error).message}`);
  }
}

/** The rows of some probes, judged by their current promises. */
export function recordedOf(catalogue: Catalogue, probes: readonly Probe[]): Catalogue {
  const ids = new Set(probes.map(({ id }) => id));
  const judged = rejudge(catalogue, probes);
  return {
    ...judged,
    rows: judged.rows.filter(({ probe }) => ids.has(probe)),
    claims: judged.claims.filter(({ probe }) => ids.has(probe)),
  };
}

/**
 * Writes order.json, order.md and the schema of the former. Rows that were not run now stay as recorded, and are judged
 * by their probes' current promises.
 *
 * @param probes all probes, in catalogue order.
 */
export async function writeCatalogueFiles(
  now: Catalogue,
  folder: string,
  probes: readonly Probe[],
): Promise<void> {
  await makeFolder(folder);
  const file = join(folder, "order.json");
  const there = await readFile(file, "utf8").then(
    () => true,
    () => false,
  );
  const rows = probes.reduce((sum, { kinds }) => sum + kinds.length, 0);
  const merged =
    there && now.rows.length < rows
      ? mergeCatalogues(
          await readCatalogueFile(file),
          now,
          probes.map(({ id }) => id),
        )
      : now;
  const catalogue = rejudge(merged, probes);
  await writeFile(file, writeCatalogue(catalogue));
  await writeFile(join(folder, "order.md"), renderOrderDocument(catalogue));
  await writeFile(join(folder, "order.schema.json"), catalogueSchema());
}
