// A folder made with those above it, and the true reason where it cannot be.
import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { RecordLost } from "../errors.ts";
import { lost } from "./lost.ts";

/**
 * Makes a folder and those above it that are not there.
 *
 * @throws RecordLost when it cannot be made; the message says why.
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { makeFolder } from "@byturns/record";
 *
 * await makeFolder(join(tmpdir(), "byturns", "runs"));
 * ```
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeEach(resolve(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw lost(folder, error);
    throw new RecordLost(`Cannot write ${folder}: the system makes no folder there`, { cause: error });
  }
}

/**
 * One after the other: Node's own recursive `mkdir` never ends where the system says that a folder is missing though all above it
 * are there, as below `/proc`; and of a disk that is read-only it says that the folder is not there.
 */
async function makeEach(folder: string): Promise<void> {
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
    await makeEach(above);
    await makeEach(folder);
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
