// What a long measurement keeps in `runs/` as it goes, so that what was measured counts when it is interrupted.
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { examineMachine } from "@byturns/lab";

const runs = fileURLToPath(new URL("../../../runs", import.meta.url));

/** Lines of JSON that were measured on this machine. */
export interface Kept<Line> {
  /** Those of earlier runs, and of this one. */
  lines(): Promise<readonly Line[]>;
  add(line: Line): Promise<void>;
}

/**
 * Opens the file of a measurement and this machine.
 *
 * @param name of the measurement; the file is `runs/<name>-<machine>.ndjson`.
 */
export async function keptOf<Line>(name: string): Promise<Kept<Line>> {
  const { id: machine } = await examineMachine();
  const file = join(runs, `${name}-${machine}.ndjson`);
  await mkdir(runs, { recursive: true });
  return {
    async lines() {
      const lines = (await readFile(file, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
      return lines.map((line) => JSON.parse(line) as Line);
    },
    add: (line) => appendFile(file, `${JSON.stringify(line)}\n`),
  };
}

/** Aborted when this program is asked to end, by Ctrl+C or `kill`. */
export function interruption(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => asked.abort());
  return asked.signal;
}
