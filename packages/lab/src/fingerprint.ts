// Hashes of the sources that were measured: a commit does not identify them if the checkout has local changes.
import { createHash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { MeasuredSources } from "@byturns/record";
import type { Catalog } from "./catalog.ts";
import { KnownImports } from "./known-imports.ts";
import type { Runtime } from "./runtime/runtime.ts";

/** The part of a runtime that a fingerprint depends on. */
export type Fingerprinted = Pick<Runtime, "id" | "entry" | "flags" | "environment">;

/** A fingerprint, and the hashes that it is made from. */
export type Fingerprint = Required<Pick<MeasuredSources, "fingerprint" | "sources">>;

/**
 * Hashes everything that decides what a measured process runs: the files that its entry imports (statically, on demand
 * or by URL) within the root, the fixtures, the installed packages that those files import, the lockfile (which covers
 * what these packages import), and how the runtimes are started.
 *
 * Files that are not imported (documents, tests, the lab, the reports) do not change it.
 *
 * @param root the folder of the checkout.
 * @param runtimes all runtimes of the project, so that runs under some of them share a fingerprint if the sources are
 * the same.
 * @param loads files that processes load beside their entry; sources below `hostRoot` count too, as `byturns: …`.
 * @returns 12 hexadecimal digits, and by name the first 8 of each part's hash.
 */
export async function fingerprintOf(
  root: string,
  runtimes: readonly Fingerprinted[],
  loads?: Catalog["loads"],
): Promise<Fingerprint> {
  const top = await realpath(root);
  const hostTop = loads && (await realpath(loads.hostRoot));
  const entries = runtimes.map(({ entry }) => fileURLToPath(entry));
  const parts = new Map<string, string>();
  const queue = [
    ...entries,
    fileURLToPath(import.meta.resolve("@byturns/fixtures")),
    ...(loads?.files ?? []),
  ];
  const imports = await KnownImports.open(join(loads?.hostRoot ?? root, "node_modules"));
  // Most files are imported by many.
  const asked = new Set<string>();
  const done = new Set<string>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (asked.has(path)) continue;
    asked.add(path);
    const at = await realpath(path).catch(() => undefined);
    if (at === undefined || done.has(at)) continue;
    done.add(at);
    const within = relative(top, at);
    const isOutside = within.startsWith(`..${sep}`);
    const ofHost = hostTop === undefined ? undefined : relative(hostTop, at);
    const isHosts = isOutside && ofHost !== undefined && !ofHost.startsWith(`..${sep}`);
    const name = isHosts ? `byturns: ${ofHost}` : within;
    const installed = await installedPackage(at);
    if (installed !== undefined) parts.set(installed.name, installed.version);
    if (installed !== undefined || (isOutside && !isHosts)) continue;
    if ((await stat(at)).isDirectory()) {
      queue.push(...(await readdir(at)).map((one) => join(at, one)));
      continue;
    }
    const bytes = await readFile(at);
    parts.set(name.replaceAll(sep, "/"), hashOf(bytes));
    if (!/^\.[cm]?[jt]sx?$/.test(extname(at))) continue;
    const resolver = createRequire(at);
    for (const { specifier, isUrl } of await imports.of(bytes, at)) {
      const file =
        isUrl || specifier.startsWith(".") ? join(at, "..", specifier) : resolved(resolver, specifier);
      if (file !== undefined) queue.push(file);
    }
  }
  await imports.keep();
  parts.set(lockfile, hashOf(await readFile(join(top, lockfile)).catch(() => "")));
  for (const other of loads === undefined ? [] : otherLockfiles) {
    const bytes = await readFile(join(top, other)).catch(() => undefined);
    if (bytes !== undefined) parts.set(other, hashOf(bytes));
  }
  const launch = { permissions: {}, root: "." };
  for (const kind of runtimes) {
    parts.set(`runtime ${kind.id}`, hashOf(JSON.stringify([kind.flags(launch), kind.environment(launch)])));
  }
  const sorted = [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    fingerprint: createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 12),
    sources: Object.fromEntries(sorted),
  };
}

const lockfile = "package-lock.json";
/** Those that a user's own project may have. */
const otherLockfiles = ["pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb", "deno.lock"];

const hashOf = (content: string | Buffer) => createHash("sha256").update(content).digest("hex").slice(0, 8);

function resolved(resolver: NodeJS.Require, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return undefined;
  try {
    return resolver.resolve(specifier);
  } catch {
    return undefined;
  }
}

/** The installed package that a file belongs to; undefined if it is a source of the project. */
async function installedPackage(file: string): Promise<{ name: string; version: string } | undefined> {
  const [, folder, name] = /^(.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+))[/\\]/.exec(file) ?? [];
  if (folder === undefined || name === undefined) return undefined;
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  const { version } = JSON.parse(manifest) as { version?: unknown };
  return { name: `node_modules/${name.replaceAll("\\", "/")}`, version: String(version ?? "unknown") };
}
