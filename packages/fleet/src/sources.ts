// The version of a machine's sources, as one string: a plan and its measurements must have the same.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";

/** The sources of a checkout. */
export interface Sources {
  readonly commit: string;
  readonly dirty: boolean;
  /** The commit; if tracked files differ from it, followed by a hash of the differences: `<commit>+<hash>`. */
  readonly id: string;
}

/** Options that make the output the same for every user's configuration, because it is hashed. */
const plainDiff = [
  ...["-c", "core.quotePath=true", "-c", "diff.suppressBlankEmpty=false", "diff", "HEAD", "--binary"],
  ...["--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--no-relative"],
  ...["--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers", "--indent-heuristic", "-U3"],
  ...["--inter-hunk-context=0", "-O/dev/null", "--submodule=short", "--ignore-submodules=none"],
];

/**
 * Determines the version of the sources in a folder.
 *
 * @throws Error when the folder is not a checkout, or git is missing: unverifiable sources are not run.
 */
export async function sourcesOf(root: string): Promise<Sources> {
  // Without optional locks: reading must not write the index of a repository in use.
  const git = async (...words: string[]) =>
    (await promisify(execFile)("git", ["--no-optional-locks", ...words], { cwd: root, maxBuffer: 2 ** 28 }))
      .stdout;
  try {
    const [commit, changes] = await Promise.all([git("rev-parse", "HEAD"), git(...plainDiff)]);
    const at = commit.trim();
    if (changes === "") return { commit: at, dirty: false, id: at };
    const hash = createHash("sha256").update(changes).digest("hex").slice(0, 12);
    return { commit: at, dirty: true, id: `${at}+${hash}` };
  } catch (error) {
    throw new Error(`Cannot tell the commit of ${root}, and what cannot be verified is not run`, {
      cause: error,
    });
  }
}
