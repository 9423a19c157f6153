// Files that exist completely or not at all, and are on the disk once the writer continues.
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes or replaces a file: at every moment it is the old one or the new one, even after a power failure. */
export async function keepWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  {
    await using file = await open(beside, "w");
    await file.writeFile(text);
    await file.sync();
  }
  await rename(beside, path);
  await syncFolder(dirname(path));
}

/** Error codes of systems that cannot open or flush a folder; they persist file names by themselves. */
const unable = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"]);

/** Until its folder is flushed, a file may return under its old name after a power failure. */
async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path, "r");
    await folder.sync();
  } catch (error) {
    if (!unable.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
