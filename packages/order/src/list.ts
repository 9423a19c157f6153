// The catalogue's probes are the files of one folder.
import { readdir } from "node:fs/promises";
import { extname } from "node:path";
import { groups, type Probe } from "./probe.ts";

/** Probes are loaded as this file was: `.ts` in the checkout, `.js` where they are compiled. */
const ending = extname(new URL(import.meta.url).pathname);

/**
 * Every probe of the catalogue, by group and then by id.
 *
 * @param folder a folder of files that each export one `probe`. Default: the catalogue's own.
 * @returns all of them; compiled, those are left out whose syntax is newer than the Node that runs this: `await using`
 * needs Node 24.
 * @throws TypeError when a file exports no probe, or one whose id is not the file's name.
 */
export async function listProbes(
  folder: URL = new URL("./probes/", import.meta.url),
): Promise<readonly Probe[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(ending) && !file.endsWith(".d.ts"));
  const loaded = await Promise.all(
    files.map(async (file) => {
      const imported = await import(/* @vite-ignore */ new URL(file, folder).href).catch(unreadable);
      if (imported === undefined) return undefined;
      const { probe } = imported as { probe?: Probe };
      if (probe === undefined) throw new TypeError(`${file} exports no probe`);
      const name = file.slice(0, -ending.length);
      if (probe.id !== name)
        throw new TypeError(`${file} exports the probe "${probe.id}": expected "${name}"`);
      return probe;
    }),
  );
  const probes = loaded.filter((probe) => probe !== undefined);
  return probes.sort(
    (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

function unreadable(error: unknown): undefined {
  if (ending === ".js" && error instanceof SyntaxError) return undefined;
  throw error;
}
