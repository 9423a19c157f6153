// Makes a folder and those above it.
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing. Node's own recursive `mkdir` never ends where the system says
 * that a folder is missing though all above it are there, as below `/proc`.
 *
 * @throws the system's error; `ENOTDIR` when a file has that name.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      if ((await stat(folder)).isDirectory()) return;
      throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${folder}'`), { code: "ENOTDIR" });
    }
    const above = dirname(folder);
    if (code !== "ENOENT" || above === folder || (await isThere(above))) throw error;
    await makeFolder(above);
    await makeFolder(folder);
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
