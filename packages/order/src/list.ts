// The catalogue's probes are the files of one folder.
import { readdir } from "node:fs/promises";
import { groups, type Probe } from "./probe.ts";

/**
 * Every probe of the catalogue, by group and then by id.
 *
 * @param folder a folder of files that each export one `probe`. Default: the catalogue's own.
 * @throws TypeError when a file exports no probe, or one whose id is not the file's name.
 */
export async function listProbes(
  folder: URL = new URL("./probes/", import.meta.url),
): Promise<readonly Probe[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts"));
  const probes = await Promise.all(
    files.map(async (file) => {
      const { probe } = (await import(/* @vite-ignore */ new URL(file, folder).href)) as { probe?: Probe };
      if (probe === undefined) throw new TypeError(`${file} exports no probe`);
      const name = file.slice(0, -".ts".length);
      if (probe.id !== name)
        throw new TypeError(`${file} exports the probe "${probe.id}": expected "${name}"`);
      return probe;
    }),
  );
  return probes.sort(
    (a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
