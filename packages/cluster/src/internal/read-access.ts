// The folders whose files a machine may read under Deno: its sources, and the packages that they import.
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/**
 * Finds the folders from which `files` and the packages that they import are loaded.
 *
 * @param files paths of modules that import `effect`.
 * @returns for each of them its own folder and the project around it: the closest folder that has Effect installed, and the one in
 * which that really lies, as for a workspace or a store of packages.
 */
export function foldersOf(files: readonly string[]): readonly string[] {
  const folders = files.flatMap((file) => {
    const own = dirname(file);
    const project = projectOf(own);
    if (project === undefined) return [own];
    const installed = realpathSync(join(project, "node_modules", "effect"));
    return [own, project, installed.split(`${sep}node_modules${sep}`)[0] as string];
  });
  const all = Array.from(new Set(folders));
  // A folder inside another one needs no entry of its own.
  return all.filter((folder) => !all.some((other) => other !== folder && folder.startsWith(other + sep)));
}

function projectOf(folder: string): string | undefined {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, "node_modules", "effect"))) return at;
  }
  return undefined;
}
