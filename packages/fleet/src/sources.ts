// Which sources a machine has, in one word: what a plan is made from and what is measured must be the same.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";

/** The sources of a checkout. */
export interface Sources {
  readonly commit: string;
  readonly dirty: boolean;
  /** The commit; where tracked files differ from it, with a hash of how: `<commit>+<hash>`. */
  readonly id: string;
}

/** The same words on every machine, whatever its user has configured: a hash is taken of what they print. */
const plainDiff = [
  ...["-c", "core.quotePath=true", "-c", "diff.suppressBlankEmpty=false", "diff", "HEAD", "--binary"],
  ...["--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--no-relative"],
  ...["--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers", "--indent-heuristic", "-U3"],
  ...["--inter-hunk-context=0", "-O/dev/null", "--submodule=short", "--ignore-submodules=none"],
];

/**
 * Looks which sources lie in a folder.
 *
 * @throws Error when the folder is no checkout, or git is not there: what cannot be verified is not run.
 */
export async function sourcesOf(root: string): Promise<Sources> {
  // Without optional locks, because to look must not write: the index is somebody else's.
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
