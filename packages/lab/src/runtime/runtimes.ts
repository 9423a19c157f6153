// Finds the runtimes: installed with the project, fetched into its cache, given as a path, or on the search path.
import { execFile } from "node:child_process";
import { access, constants, open, readdir, realpath, stat } from "node:fs/promises";
import { basename, delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { label } from "@byturns/text";
import type { FoundRuntime, MissingRuntime } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import type { Runtime } from "./runtime.ts";

/** The part of the catalog needed to find runtimes. */
export type Where = Pick<Catalog, "root" | "runtimes" | "searchPath">;

/** The folder of fetched versions. */
export const cacheFolder = (root: string) => join(root, "node_modules", ".cache", "byturns", "runtimes");

/**
 * Finds runtimes.
 *
 * @param wanted each `node`, `node@24`, `node@24.11.1`, `node=/path/to/binary`, or a path whose file is named after its
 * runtime; one string may hold several, comma-separated. Default: what is installed with the project.
 * @throws RangeError when a name is not a runtime of the project.
 * @example
 * ```ts
 * const { found, missing } = await findRuntimes(catalog, ["node@24", "bun"]);
 * ```
 */
export async function findRuntimes(
  catalog: Where,
  wanted: readonly string[] = catalog.runtimes.map(({ id }) => id),
): Promise<{ found: readonly FoundRuntime[]; missing: readonly MissingRuntime[] }> {
  const looked = await Promise.all(
    wanted.flatMap((one) => one.split(",")).map((one) => find(catalog, one.trim())),
  );
  const found: FoundRuntime[] = [];
  const missing: MissingRuntime[] = [];
  for (const one of looked) {
    if (!("path" in one)) missing.push(one);
    else if (!found.some(({ path, kind }) => path === one.path && kind === one.kind)) {
      const same = found.filter(({ kind, version }) => kind === one.kind && version === one.version).length;
      found.push(same === 0 ? one : { ...one, key: `${one.key}+${same + 1}` });
    }
  }
  return { found, missing };
}

/** Everything available: installed and fetched. */
export async function allRuntimes(catalog: Where): Promise<readonly FoundRuntime[]> {
  const installed = (await findRuntimes(catalog)).found;
  const names = await readdir(cacheFolder(catalog.root)).catch((): string[] => []);
  const looked = await Promise.all(names.sort().map((name) => findFetched(catalog, name)));
  return [...installed, ...looked.filter((one) => one !== undefined)];
}

async function find(catalog: Where, wanted: string): Promise<FoundRuntime | MissingRuntime> {
  const [, named, path] = /^(?:(\w+)=)?(.*[/\\].*)$/.exec(wanted) ?? [];
  if (path !== undefined) {
    const binary = resolve(path);
    const name = named ?? catalog.runtimes.find(({ id }) => basename(binary).startsWith(id))?.id;
    if (name === undefined) {
      throw new RangeError(
        `Cannot tell what runtime ${path} is: write <runtime>=${path}, with one of ${ids(catalog)}`,
      );
    }
    return look(kindOf(catalog, name), binary, "path", wanted);
  }
  const [name = "", version] = wanted.split("@");
  const kind = kindOf(catalog, name);
  const installed = await look(kind, binaryIn(join(catalog.root, "node_modules"), kind), "installed", wanted);
  if ("path" in installed && fits(installed.version, version)) return installed;
  for (const one of await readdir(cacheFolder(catalog.root)).catch((): string[] => [])) {
    const fetched = await findFetched(catalog, one);
    if (fetched?.kind === kind && fits(fetched.version, version)) return fetched;
  }
  for (const folder of catalog.searchPath?.split(delimiter).filter((one) => one !== "") ?? []) {
    const onPath = await look(kind, join(folder, fileName(kind)), "PATH", wanted);
    if ("path" in onPath && fits(onPath.version, version)) return onPath;
  }
  if (version === undefined) return installed;
  return {
    wanted,
    why: `${kind.title} ${version} is not there; it is fetched when asked for`,
    package: kind.packageFor(version),
  };
}

async function findFetched(catalog: Where, name: string): Promise<FoundRuntime | undefined> {
  const kind = catalog.runtimes.find(({ id }) => name.startsWith(`${id}@`));
  if (kind === undefined) return undefined;
  const modules = join(cacheFolder(catalog.root), name, "node_modules");
  const looked = await look(kind, binaryIn(modules, kind), "fetched", name);
  return "path" in looked ? looked : undefined;
}

async function look(
  kind: Runtime,
  path: string,
  source: FoundRuntime["source"],
  wanted: string,
): Promise<FoundRuntime | MissingRuntime> {
  const missing = (why: string): MissingRuntime => ({ wanted, why, package: undefined });
  try {
    const binary = await realpath(path);
    await access(binary, constants.X_OK);
    const shim = await interpreterOf(binary);
    if (shim !== undefined) {
      return missing(
        `${path} is a script that starts ${kind.title} through ${shim}, not ${kind.title} itself: it was installed without its install script; run npm rebuild ${kind.binary}`,
      );
    }
    const printed = await printVersion(binary);
    const version = kind.versionFrom(printed);
    if (version === undefined) return missing(`${path} prints as its version "${label(printed, 80)}"`);
    if (kind.oldest !== undefined && isOlder(version, kind.oldest)) {
      return missing(
        `${path} is ${kind.title} ${version}, which is too old to run the sources: ${kind.title} ${kind.oldest} or newer`,
      );
    }
    return {
      key: `${kind.id}@${version}`,
      id: kind.id,
      title: kind.title,
      version,
      path: binary,
      kind,
      source,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return missing(code === "ENOENT" ? `${path} is not there` : `${path} does not start: ${message}`);
  }
}

/** The versions printed by binaries, cached so that each binary is started only once for it. */
const versions = new Map<string, string>();

async function printVersion(binary: string): Promise<string> {
  const { mtimeMs, size } = await stat(binary);
  const key = `${binary} ${mtimeMs} ${size}`;
  const before = versions.get(key);
  if (before !== undefined) return before;
  const { stdout } = await promisify(execFile)(binary, ["--version"], { timeout: 20_000 });
  versions.set(key, stdout.trim());
  return stdout.trim();
}

/**
 * The JavaScript runtime that runs a script, from its first line; undefined for a binary. npm's package of a runtime is
 * such a script until its install script has put the binary there, and starting it would be measured too.
 */
async function interpreterOf(binary: string): Promise<string | undefined> {
  await using file = await open(binary);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(128), 0, 128, 0);
  const [first = ""] = buffer.toString("latin1", 0, bytesRead).split("\n");
  return /^#!.*\b(node|deno|bun)\b/.exec(first)?.[1];
}

/** Whether a version precedes another, compared by number. */
function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split(/[.-]/).slice(0, 3).map(Number));
  const at = [0, 1, 2].find((i) => a?.[i] !== b?.[i]);
  return at !== undefined && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}

/** `24` matches 24.1.2; `24.1` matches 24.1.2 but not 24.10.0. */
function fits(version: string, wanted: string | undefined): boolean {
  return wanted === undefined || `${version}.`.startsWith(`${wanted}.`);
}

function binaryIn(modules: string, kind: Runtime): string {
  return join(modules, ".bin", fileName(kind));
}

function fileName({ binary }: Runtime): string {
  return process.platform === "win32" ? `${binary}.exe` : binary;
}

function kindOf(catalog: Where, name: string): Runtime {
  const kind = catalog.runtimes.find(({ id }) => id === name);
  if (kind === undefined) throw new RangeError(`There is no runtime "${name}"; there are ${ids(catalog)}`);
  return kind;
}

const ids = (catalog: Where) => catalog.runtimes.map(({ id }) => id).join(", ");
