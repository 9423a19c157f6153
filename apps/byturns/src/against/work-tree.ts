// A git work tree of a revision, with its own install, kept in a cache by commit.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { realpath, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { lockFile, makeFolder } from "@byturns/record";
import { Usage } from "../text/errors.ts";

/** A revision's sources on disk. */
export interface WorkTree {
  readonly commit: string;
  /** The folder in it that stands for the one that was asked about. */
  readonly root: string;
}

/** What is needed beside the revision's name. */
export interface WorkTreeOptions {
  /** Where work trees are kept. Default: `byturns/revisions` in the user's cache. */
  readonly cache?: string;
  readonly signal?: AbortSignal | undefined;
  /** Called before something that takes seconds. */
  readonly onStep?: ((what: string) => void) | undefined;
}

/** The commit that a name stands for; undefined if git knows no such revision in this folder. */
export async function commitNamed(root: string, name: string): Promise<string | undefined> {
  // A name that begins with a dash would be an option.
  if (name.startsWith("-")) return undefined;
  return git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]).catch(
    () => undefined,
  );
}

/** Whether a folder's repository was cloned without its whole history. */
export async function isShallow(root: string): Promise<boolean> {
  const said = await git(root, ["rev-parse", "--is-shallow-repository"]).catch(() => "");
  return said === "true";
}

/**
 * A work tree of a commit. The first time, git checks it out and npm installs what its lockfile names; afterwards it is
 * taken from the cache, unless its files were changed.
 *
 * @param root a folder within the repository.
 * @throws Usage when the folder is not in that commit, or its dependencies cannot be installed; RunBusy when another
 * process is making the same work tree.
 */
export async function workTreeOf(
  root: string,
  commit: string,
  options: WorkTreeOptions = {},
): Promise<WorkTree> {
  const { cache = defaultCache(), signal, onStep } = options;
  const top = await realpath(await git(root, ["rev-parse", "--show-toplevel"]));
  const within = relative(top, await realpath(root));
  // Each folder of a repository has a lockfile of its own, or may have.
  const place = createHash("sha256").update(`${top}\n${within}`).digest("hex").slice(0, 8);
  const name = `${place}-${commit.slice(0, 12)}`;
  const folder = join(cache, name);
  const at = join(folder, within);
  const ready = `${folder}.ready`;
  if (existsSync(ready) && (await isUnchanged(folder, commit))) return { commit, root: at };
  await makeFolder(cache);
  await using _ = await lockFile(`${folder}.lock`, `Another command makes the work tree ${folder}`);
  // It may have been made while this one was on its way.
  if (existsSync(ready) && (await isUnchanged(folder, commit))) return { commit, root: at };
  await rm(ready, { force: true });
  await remove(top, folder);
  onStep?.(`Checking out ${commit.slice(0, 12)} into ${folder}`);
  try {
    await git(top, ["worktree", "add", "--detach", "--force", folder, commit], signal);
    if (!existsSync(at))
      throw new Usage(`Cannot compare with ${commit.slice(0, 12)}: it does not have ${within}`);
    await install(at, folder, { signal, onStep });
    await writeFile(ready, "");
  } catch (error) {
    await remove(top, folder);
    throw error;
  }
  return { commit, root: at };
}

function defaultCache(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "byturns", "revisions");
}

/** Installs what a lockfile names: that of the folder, or the nearest one above it in the work tree. */
async function install(
  at: string,
  top: string,
  { signal, onStep }: Pick<WorkTreeOptions, "signal" | "onStep">,
): Promise<void> {
  for (let folder = at; ; folder = dirname(folder)) {
    const other = otherLockfiles.find((name) => existsSync(join(folder, name)));
    if (other !== undefined && !existsSync(join(folder, "package-lock.json"))) {
      throw new Usage(
        `Cannot install the base: it has ${other}, and only package-lock.json is installed from. Check it out and install it yourself, then give its folder: --against <folder>`,
      );
    }
    if (existsSync(join(folder, "package-lock.json"))) {
      onStep?.(`Installing its dependencies: npm ci in ${folder}`);
      const words = ["ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
      await promisify(execFile)("npm", words, {
        cwd: folder,
        ...(signal === undefined ? {} : { signal }),
      }).catch((error: { stderr?: string; message: string }) => {
        if (signal?.aborted) throw signal.reason;
        throw new Usage(`Cannot install the base: npm ci failed: ${error.stderr?.trim() || error.message}`);
      });
      return;
    }
    if (folder === top) return;
  }
}

const otherLockfiles = ["pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb", "deno.lock"];

async function isUnchanged(folder: string, commit: string): Promise<boolean> {
  const looked = await Promise.all([
    git(folder, ["rev-parse", "HEAD"]),
    git(folder, ["status", "--porcelain", "--untracked-files=no"]),
  ]).catch(() => undefined);
  return looked?.[0] === commit && looked[1] === "";
}

async function remove(top: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  // Git forgets a work tree whose folder is gone.
  await git(top, ["worktree", "prune"]).catch(() => {});
}

async function git(cwd: string, words: readonly string[], signal?: AbortSignal): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["--no-optional-locks", ...words], {
    cwd,
    ...(signal === undefined ? {} : { signal }),
  });
  return stdout.trim();
}
