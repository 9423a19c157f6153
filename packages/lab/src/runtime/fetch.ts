// Fetches other versions of the runtimes through npm, which checks their integrity. Only on request.
import { execFile } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FoundRuntime } from "../api.ts";
import { RuntimeMissing } from "../errors.ts";
import { cacheFolder, findRuntimes, type Where } from "./runtimes.ts";

/**
 * Fetches a version of a runtime into the project's cache, unless it is already there.
 *
 * @param wanted for example `node@24` or `bun@1.3.1`.
 * @throws RangeError when it names no runtime of the project, or no version.
 * @throws RuntimeMissing when npm cannot install it; npm's output is in the message.
 */
export async function fetchRuntime(
  catalog: Where,
  wanted: string,
  signal?: AbortSignal,
): Promise<FoundRuntime> {
  const before = await findRuntimes(catalog, [wanted]);
  if (before.found[0] !== undefined) return before.found[0];
  const what = before.missing[0]?.package;
  if (what === undefined || !/@\d+(\.\d+){0,2}$/.test(wanted)) {
    throw new RangeError(`Cannot fetch "${wanted}": name a runtime and a version, such as node@24`);
  }
  const folder = join(cacheFolder(catalog.root), wanted);
  const part = `${folder}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  try {
    // Only Deno's and Bun's packages may run an install script: theirs puts the binary in place.
    const manifest = { private: true, allowScripts: { deno: true, bun: true } };
    await writeFile(join(part, "package.json"), JSON.stringify(manifest));
    const words = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--save-exact", what];
    await promisify(execFile)("npm", words, { cwd: part, ...(signal === undefined ? {} : { signal }) });
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new RuntimeMissing(`npm cannot bring ${what}: ${said}`, { cause: error });
  }
  const after = await findRuntimes(catalog, [wanted]);
  const found = after.found[0];
  if (found !== undefined) return found;
  throw new RuntimeMissing(`npm brought ${what}, but ${after.missing[0]?.why}`);
}
