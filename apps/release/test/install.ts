// Installs tarballs in an empty project, as a team does. It gets the versions of the checkout's lockfile, so that nothing
// is asked of the registry that `npm ci` has not fetched already.
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import type { Packed } from "../src/pack.ts";
import { root } from "../src/workspaces.ts";

interface Locked {
  readonly link?: boolean;
  readonly dev?: boolean;
}

/**
 * Makes a project that depends on all of these packages, and installs it.
 *
 * @throws Error when npm cannot install it, with npm's output.
 */
export async function installIn(folder: string, packed: readonly Packed[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const dependencies = Object.fromEntries(
    packed.map(({ name, tarball }) => [name, `file:${relative(folder, tarball)}`]),
  );
  const project = { name: "empty", version: "1.0.0", private: true, type: "module", dependencies };
  const locked = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  const others = Object.entries(locked.packages).filter(
    ([at, { link, dev }]) => at.startsWith("node_modules/") && !link && !dev,
  );
  const ours = await Promise.all(
    packed.map(async ({ name, version, folder: assembled }) => {
      const { dependencies: needs, bin } = JSON.parse(
        await readFile(join(assembled, "package.json"), "utf8"),
      );
      const resolved = dependencies[name];
      return [`node_modules/${name}`, { version, resolved, dependencies: needs, bin }] as const;
    }),
  );
  const packages = { "": project, ...Object.fromEntries([...others, ...ours]) };
  const { name, version } = project;
  await writeFile(join(folder, "package.json"), JSON.stringify(project));
  await writeFile(
    join(folder, "package-lock.json"),
    JSON.stringify({ name, version, lockfileVersion: 3, requires: true, packages }),
  );
  const words = ["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await promisify(execFile)("npm", words, { cwd: folder });
}
