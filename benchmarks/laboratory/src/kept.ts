// What a long measurement keeps in `runs/` as it goes, so that what was measured counts when it is interrupted.
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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
  return { lines: () => linesIn<Line>(file), add: (line) => addLine(file, line) };
}

/** The lines of a file; none if there is no such file. One that was cut off by a kill is left out. */
export async function linesIn<Line>(file: string): Promise<Line[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

/** Adds a line to a file, which is made with its folder if there is none. */
export async function addLine(file: string, line: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(line)}\n`);
}

/** Aborted when this program is asked to end, by Ctrl+C or `kill`. */
export function interruption(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => asked.abort());
  return asked.signal;
}
