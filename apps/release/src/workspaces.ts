// Which workspaces are published: the command, and every workspace that it needs when it runs.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, "");

/** A `package.json`; fields that are not needed here are kept as they are. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** A workspace of the checkout. */
export interface Workspace {
  /** Relative to the root: `packages/promises`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * The workspaces to publish, the command first, then what it depends on by name.
 *
 * @returns each workspace once.
 * @throws RangeError when a dependency named `@byturns/…` is no workspace.
 */
export function publishable(): readonly Workspace[] {
  const all = new Map(
    globSync(["packages/*/package.json", "apps/*/package.json"], { cwd: root }).map((file) => {
      const manifest = JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
      return [manifest.name, { folder: dirname(file), manifest }] as const;
    }),
  );
  const needed = new Set(["byturns"]);
  for (const name of needed) {
    const one = all.get(name);
    if (one === undefined) throw new RangeError(`${name} is needed by byturns, but is not a workspace`);
    for (const other of Object.keys(one.manifest.dependencies ?? {})) {
      if (other.startsWith("@byturns/")) needed.add(other);
    }
  }
  const [command, ...others] = [...needed];
  return [command, ...others.toSorted()].map((name) => all.get(name as string) as Workspace);
}
