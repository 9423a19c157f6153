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
    if (signal?.aborted) throw error;
    throw new RuntimeMissing(whyNotBrought(what, error as Error & { stderr?: string }));
  }
  const after = await findRuntimes(catalog, [wanted]);
  const found = after.found[0];
  if (found !== undefined) return found;
  throw new RuntimeMissing(`npm brought ${what}, but ${after.missing[0]?.why}`);
}

/** The end of what npm says, which for an unknown version takes five lines. */
function whyNotBrought(what: string, { stderr = "", message }: Error & { stderr?: string }): string {
  if (/code (?:ETARGET|E404)/.test(stderr)) return `There is no ${what} on npm: name a version that is there`;
  const said = stderr.replaceAll(/^npm error (?:code .*|A complete log .*)?/gm, "").trim() || message;
  return `npm cannot bring ${what}: ${said.split("\n")[0]}`;
}
