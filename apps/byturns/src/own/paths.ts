// Which arguments are files of one's own examples, and which files they stand for.
import { existsSync } from "node:fs";
import { glob, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Usage } from "../text/errors.ts";

const script = /\.[cm]?[jt]sx?$/;
/** How files are named that a folder is searched for. */
const pattern = "**/*.bench.{ts,mts,js,mjs}";

/**
 * Whether an argument is a path: it begins with `.`, has a slash, a script's ending or a wildcard, or is a folder that
 * has no example's name.
 *
 * @param examples the ids of this project's examples.
 */
export function isOwnPath(argument: string, examples: readonly string[]): boolean {
  if (/^\.|[/\\*]/.test(argument) || script.test(argument)) return true;
  return !examples.includes(argument) && existsSync(argument);
}

/**
 * The files that paths stand for: themselves, those in a folder and below it that end in `.bench.ts` (or `.mts`, `.js`,
 * `.mjs`), or those that match a glob.
 *
 * @param from the folder that relative paths start from. Default: the current one.
 * @returns absolute paths, each once, sorted within each argument.
 * @throws Usage when there is nothing at a path, or nothing that matches.
 */
export async function ownFilesAt(paths: readonly string[], from = process.cwd()): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await filesAt(path, from)) found.add(file);
  return [...found];
}

async function filesAt(path: string, from: string): Promise<readonly string[]> {
  const at = resolve(from, path);
  const there = await stat(at).catch(() => undefined);
  if (there?.isFile()) {
    if (script.test(at)) return [at];
    throw new Usage(`${at} is no script: expected a file that ends in .ts, .mts, .js or .mjs`);
  }
  if (there === undefined && !path.includes("*")) {
    throw new Usage(
      `There is no file or folder ${at}. For an example of this project, give its id: byturns list`,
    );
  }
  const [folder, wanted] = there === undefined ? [from, path] : [at, pattern];
  const files: string[] = [];
  for await (const name of glob(wanted, {
    cwd: folder,
    exclude: (name) => /(^|[/\\])node_modules$/.test(name),
  })) {
    files.push(resolve(folder, name));
  }
  if (files.length > 0) return files.sort();
  throw new Usage(
    there === undefined
      ? `No file matches ${path}`
      : `${at} has no examples: expected files whose names end in .bench.ts or .bench.js. Write one with: byturns new bench <name>`,
  );
}

/** What marks the root of a project. */
const marks = [
  ".git",
  "package-lock.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "bun.lockb",
  "deno.lock",
];

/**
 * The root of the project that a file belongs to: the nearest folder with a lockfile or a repository, else the nearest
 * with a `package.json` or `node_modules`, else the file's own.
 */
export function projectRootOf(file: string): string {
  const above = foldersAbove(dirname(file));
  const has = (names: readonly string[]) =>
    above.find((one) => names.some((name) => existsSync(join(one, name))));
  return has(marks) ?? has(["package.json", "node_modules"]) ?? dirname(file);
}

/** A folder, and those that hold it, the nearest first. */
export function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}
