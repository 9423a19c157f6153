// The base revision of a run: its sources, and the catalog that they make.
import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Against, Catalog } from "@byturns/lab";
import type { Plan } from "@byturns/record";
import { Usage } from "../text/errors.ts";
import { commitNamed, isShallow, type WorkTreeOptions, workTreeOf } from "./work-tree.ts";

/**
 * Makes the catalog of a revision.
 *
 * @param root the folder in the revision that stands for the head catalog's root.
 */
export type CatalogLoader = (root: string) => Promise<Catalog>;

/**
 * The base to compare a catalog with.
 *
 * @param name a git revision of the repository that holds the catalog's root, or a folder; one that begins with `.` or
 * is absolute is a folder.
 * @param load default: loads the catalog of this project from its sources.
 * @throws Usage when it is neither, its sources are the catalog's own, or they cannot be loaded.
 */
export async function openBase(
  { root }: Pick<Catalog, "root">,
  name: string,
  options: WorkTreeOptions & { readonly load?: CatalogLoader } = {},
): Promise<Against> {
  const { load = loadOwnCatalog } = options;
  if (name.trim() === "") throw new Usage("--against is empty: name a git revision or a folder");
  const commit = /^(\.|[/\\]|[A-Za-z]:[/\\])/.test(name) ? undefined : await commitNamed(root, name);
  if (commit !== undefined) {
    const { root: at } = await workTreeOf(root, commit, options);
    return { name, commit, catalog: await loaded(at, name, load) };
  }
  const folder = resolve(name);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const hint = (await isShallow(root))
      ? ": this clone is shallow, so fetch it first, as with fetch-depth: 0 in CI"
      : "";
    throw new Usage(
      `Cannot compare with "${name}": git knows no such revision here, and it is not a folder${hint}`,
    );
  }
  if ((await realpath(folder)) === (await realpath(root))) {
    throw new Usage(`Cannot compare with ${name}: it is the folder whose sources are the head`);
  }
  return { name: folder, catalog: await loaded(await realpath(folder), name, load) };
}

/**
 * The base of a recorded plan, for the run to go on; undefined if it has a single revision.
 *
 * @throws Usage when it is not there any more.
 */
export async function baseOfPlan(
  catalog: Pick<Catalog, "root">,
  { against }: Pick<Plan, "against">,
  options: Parameters<typeof openBase>[2] = {},
): Promise<Against | undefined> {
  if (against === undefined) return undefined;
  const { name, commit } = against;
  if (commit === undefined) return openBase(catalog, resolve(catalog.root, name), options);
  return { ...(await openBase(catalog, commit, options)), name };
}

async function loaded(root: string, name: string, load: CatalogLoader): Promise<Catalog> {
  try {
    return await load(root);
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(`Cannot load the sources of ${name} in ${root}: ${(error as Error).message}`);
  }
}

/** The catalog of another checkout of this project, from its sources. */
async function loadOwnCatalog(root: string): Promise<Catalog> {
  const file = join(root, "apps", "byturns", "src", "catalog.ts");
  if (!existsSync(file))
    throw new Usage(`Cannot compare with ${root}: there is no checkout of byturns in it`);
  const { makeCatalog }: { makeCatalog: () => Promise<Catalog> } = await import(pathToFileURL(file).href);
  return { ...(await makeCatalog()), root };
}
