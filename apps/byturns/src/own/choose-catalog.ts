// The catalog that a command's arguments name: this project's examples, or files of one's own.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Catalog } from "@byturns/lab";
import type { Fault } from "@byturns/order";
import type { Plan } from "@byturns/record";
import { specs } from "@byturns/spec";
import { makeCatalog } from "../catalog.ts";
import { Usage } from "../text/errors.ts";
import { printError } from "../text/terminal.ts";
import { type FoundConfig, inConfig } from "./config.ts";
import { filesBelow, makeOwnCatalog } from "./own-catalog.ts";
import { foldersAbove, isOwnPath, ownFilesAt } from "./paths.ts";

/** A catalog, and the examples of it that were named. */
export interface Chosen {
  readonly catalog: Catalog;
  /** Ids. */
  readonly examples: readonly string[];
  /** Files that hold no example; each was printed. */
  readonly faults: readonly Fault[];
}

/**
 * Tells files from ids, and loads what is needed. Files that cannot be loaded are printed, a sentence each.
 *
 * @param from the config that names the files, relative to its folder. Default: the command line names them.
 * @throws Usage when files and ids are mixed, or no file can be loaded.
 */
export async function chooseCatalog(args: readonly string[], from?: FoundConfig): Promise<Chosen> {
  const ids = Object.keys(specs);
  const paths = args.filter((one) => isOwnPath(one, ids));
  if (paths.length === 0) return { catalog: await makeCatalog(), examples: args, faults: [] };
  const others = args.filter((one) => !paths.includes(one));
  if (others.length > 0) {
    throw new Usage(
      `Cannot take ${others.join(", ")} beside ${paths.join(", ")}: a run has this project's examples or files, not both`,
    );
  }
  const { catalog, faults } = await makeOwnCatalog(
    await inConfig(from?.file, () => ownFilesAt(paths, from?.folder)),
  );
  const examples = Object.keys(catalog.specs);
  if (examples.length === 0) throw new Usage(faults.map(({ says }) => says).join("\n"));
  for (const { says } of faults) printError(says);
  return { catalog, examples, faults };
}

/**
 * The catalog of a plan that was recorded.
 *
 * @param folder of its run.
 * @throws Usage when its files are not found from the current folder or that of the run.
 */
export async function catalogOfPlan({ files }: Pick<Plan, "files">, folder: string): Promise<Catalog> {
  if (files === undefined) return makeCatalog();
  const names = Object.values(files);
  const root = [process.cwd(), dirname(folder)]
    .flatMap(foldersAbove)
    .find((one) => names.every((name) => existsSync(join(one, name))));
  if (root === undefined) {
    throw new Usage(
      `The files of the run in ${folder} are not there: ${names.join(", ")}. Go on from within their project`,
    );
  }
  const { catalog, faults } = await makeOwnCatalog(filesBelow(root, files), root);
  if (faults.length > 0) throw new Usage(faults.map(({ says }) => says).join("\n"));
  return catalog;
}
