// A copy of the sources in which one file at a time is changed; the checkout itself is never modified, however this
// ends.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readlink, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** A copy of a checkout; removed when disposed of. */
export interface Sandbox extends AsyncDisposable {
  readonly root: string;
}

/**
 * Copies the files that git tracks, or would add. External packages are linked; the project's packages are the copy's
 * own.
 *
 * @param root of the checkout, with its dependencies installed.
 */
export async function makeSandbox(root: string): Promise<Sandbox> {
  const copy = await mkdtemp(join(tmpdir(), "byturns-mutants-"));
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  for (const path of stdout.split("\0").filter((path) => /^(packages|apps|[^/]+$)/.test(path))) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await cp(join(root, path), join(copy, path)).catch(() => {});
  }
  for (const modules of ["node_modules", ...(await ownModules(root))]) await linkModules(root, copy, modules);
  return { root: copy, [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true }) };
}

/** Packages with nested dependencies. */
async function ownModules(root: string): Promise<readonly string[]> {
  const packages = await readdir(join(root, "packages"));
  const found = await Promise.all(
    packages.map(async (name) => {
      const at = join("packages", name, "node_modules");
      return (await readdir(join(root, at)).catch(() => [])).length > 0 ? [at] : [];
    }),
  );
  return found.flat();
}

async function linkModules(root: string, copy: string, modules: string): Promise<void> {
  await mkdir(join(copy, modules), { recursive: true });
  for (const name of await readdir(join(root, modules))) {
    const from = join(root, modules, name);
    const to = join(copy, modules, name);
    if (name !== "@byturns") {
      await symlink(from, to);
      continue;
    }
    await mkdir(to);
    // npm links a package of the project by a relative path, which leads to the copy's own.
    for (const own of await readdir(from)) await symlink(await readlink(join(from, own)), join(to, own));
  }
}
