// Where the files of a run lie, and how they are written: whole or not at all.
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Environment } from "./environment.ts";
import { RecordLost } from "./errors.ts";
import type { Plan } from "./plan.ts";
import { type CellTrace, traceFile } from "./trace.ts";

/** The files of a run's folder. */
export const files = (folder: string) => ({
  plan: join(folder, "plan.json"),
  environment: join(folder, "environment.json"),
  forks: join(folder, "forks.ndjson"),
  traces: join(folder, "traces"),
  trace: (cell: string) => join(folder, "traces", traceFile(cell)),
});

/**
 * A record as one line of a file. JSON leaves U+2028 and U+2029 as they are, and Node's line reader parts lines there.
 */
export function toLine(record: unknown): string {
  const text = JSON.stringify(record);
  return `${text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}

/**
 * Makes the folder of a run. The plan is written last, after what `fill` writes: a folder with a plan is complete.
 *
 * @throws RecordLost when it cannot be written; an `EEXIST` among its causes says that there is a run already.
 */
export async function createRun(
  folder: string,
  plan: Plan,
  environment: Environment,
  fill?: () => Promise<void>,
): Promise<void> {
  const at = files(folder);
  try {
    await mkdir(at.traces, { recursive: true });
    await writeFile(at.forks, "", { flag: "wx" });
  } catch (error) {
    throw lost(folder, error);
  }
  try {
    await writeWhole(at.environment, environment);
    await fill?.();
    await writePlan(folder, plan);
  } catch (error) {
    // It would keep the folder for a run that is none.
    await rm(at.forks, { force: true }).catch(() => {});
    throw error;
  }
}

/** Writes a run's plan, or replaces it. */
export function writePlan(folder: string, plan: Plan): Promise<void> {
  return writeWhole(files(folder).plan, plan);
}

/** Writes where a run is made, or replaces it. */
export function writeEnvironment(folder: string, environment: Environment): Promise<void> {
  return writeWhole(files(folder).environment, environment);
}

/** Writes a cell's trace, or replaces it. */
export function writeTrace(folder: string, trace: CellTrace): Promise<void> {
  return writeWhole(files(folder).trace(trace.cell), trace);
}

/** Writes beside the file, flushes, and renames: at every moment the file is the old one or the new one. */
async function writeWhole(path: string, value: unknown): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await using file = await open(beside, "w");
    await file.writeFile(`${JSON.stringify(value)}\n`);
    await file.sync();
    await rename(beside, path);
  } catch (error) {
    throw lost(path, error);
  }
}

/** What a failed write means. */
export function lost(path: string, error: unknown): RecordLost {
  const { code, message } = error as NodeJS.ErrnoException;
  const why: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EDQUOT: "the quota of the disk is used up",
    EFBIG: "the file may not grow further",
    EROFS: "the disk is read-only",
    EACCES: "this may not be written",
    EEXIST: "there is a run already",
  };
  return new RecordLost(`Cannot write ${path}: ${why[code ?? ""] ?? message}`, { cause: error });
}
