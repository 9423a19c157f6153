// Files that are whole or not there, and on the disk when their writer goes on.
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file, or replaces it: at every moment it is the old one or the new one, also when the power fails. */
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

/** What systems answer that cannot open or flush a folder; they keep its names without being asked. */
const unable = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"]);

/** Until its folder is flushed, a file may come back from a power failure under its old name. */
async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(path, "r");
    await folder.sync();
  } catch (error) {
    if (!unable.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
