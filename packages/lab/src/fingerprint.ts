// A hash of the sources that were measured: a commit does not identify them if the checkout has local changes.
import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Runtime } from "./runtime/runtime.ts";

/** The part of a runtime that a fingerprint depends on. */
export type Fingerprinted = Pick<Runtime, "id" | "entry" | "flags" | "environment">;

/**
 * A hash of everything that decides what a measured process runs: the files that its entry imports (statically, on
 * demand or by URL) within the root, the fixtures, the lockfile (which covers all dependencies), and the runtimes'
 * flags.
 *
 * Files that are not imported (documents, tests, the lab, the reports) do not change it.
 *
 * @param root the folder of the checkout.
 * @param runtimes all runtimes of the project, so that runs under some of them share a fingerprint if the sources are
 * the same.
 * @returns 12 hexadecimal digits.
 */
export async function fingerprintOf(root: string, runtimes: readonly Fingerprinted[]): Promise<string> {
  const top = await realpath(root);
  const entries = runtimes.map(({ entry }) => fileURLToPath(entry));
  const files = new Map<string, string>();
  const queue = [...entries, fileURLToPath(import.meta.resolve("@byturns/fixtures"))];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const at = await realpath(path).catch(() => undefined);
    const name = at === undefined ? undefined : relative(top, at);
    if (at === undefined || name === undefined || files.has(name) || !isOwn(name)) continue;
    if ((await stat(at)).isDirectory()) {
      queue.push(...(await readdir(at)).map((one) => join(at, one)));
      continue;
    }
    const bytes = await readFile(at);
    files.set(name, createHash("sha256").update(bytes).digest("hex"));
    if (/^\.[cm]?[jt]s$/.test(extname(at))) queue.push(...importsOf(at, bytes.toString("utf8")));
  }
  const lock = await readFile(join(top, "package-lock.json"), "utf8").catch(() => "");
  const launch = { permissions: {}, root: "." };
  const started = runtimes.map((kind) => [kind.id, kind.flags(launch), kind.environment(launch)]);
  return createHash("sha256")
    .update(
      JSON.stringify([[...files].toSorted(), started.map((one) => JSON.stringify(one)).toSorted(), lock]),
    )
    .digest("hex")
    .slice(0, 12);
}

/** Installed packages are covered by the lockfile. */
function isOwn(name: string): boolean {
  return !name.startsWith(`..${sep}`) && !name.split(sep).includes("node_modules");
}

const specifiers =
  /\b(?:from|import)\s*\(?\s*["']([^"'\n]+)["']|\bnew URL\(\s*["'`]([^"'`\n$]+)["'`]\s*,\s*import\.meta\.url/g;

/**
 * The module specifiers in a source. Text in a comment or a string that looks like one resolves to no file and is
 * harmless.
 */
function importsOf(path: string, source: string): string[] {
  const resolver = createRequire(path);
  return Array.from(source.matchAll(specifiers)).flatMap(([, imported, url]) => {
    if (url !== undefined) return [join(path, "..", url)];
    if (imported === undefined || imported.startsWith("node:")) return [];
    if (imported.startsWith(".")) return [join(path, "..", imported)];
    try {
      return [resolver.resolve(imported)];
    } catch {
      return [];
    }
  });
}
