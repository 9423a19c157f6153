// Where the files of a run are, and how they are written: completely or not at all.
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../environment.ts";
import type { Plan } from "../plan.ts";
import { type FileLock, lockRun } from "./lock.ts";
import { lost } from "./lost.ts";
import { makeFolder } from "./make-folder.ts";
import { type CellTrace, traceFile } from "./trace.ts";

/** The files of a run's folder. */
export const files = (folder: string) => ({
  plan: join(folder, "plan.json"),
  environment: join(folder, "environment.json"),
  forks: join(folder, "forks.ndjson"),
  /** The same file after `gzip forks.ndjson`: how a finished run is kept. It is read, and never written to. */
  packedForks: join(folder, "forks.ndjson.gz"),
  traces: join(folder, "traces"),
  trace: (cell: string) => join(folder, "traces", traceFile(cell)),
});

/**
 * A record as one line of a file. JSON leaves U+2028 and U+2029 as they are, and Node's line reader splits lines there.
 */
export function toLine(record: unknown): string {
  const text = JSON.stringify(record);
  return `${text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}

/**
 * Makes the folder of a run, and keeps other labs out until the returned lock is disposed of. The plan is written last,
 * after what `fill` writes, so a folder with a plan is complete. Files left by a lab that was killed before that are
 * removed.
 *
 * @throws RecordLost when the folder cannot be written; with `EEXIST` among its causes if it holds a run already.
 * @throws RunBusy when another lab works there.
 */
export async function createRun(
  folder: string,
  plan: Plan,
  environment: Environment,
  fill?: () => Promise<void>,
): Promise<FileLock> {
  const at = files(folder);
  await makeFolder(folder);
  const lock = await lockRun(folder);
  try {
    await removeHalf(folder, lock.tookOver);
    await makeFolder(at.traces);
    try {
      await writeFile(at.forks, "", { flag: "wx" });
    } catch (error) {
      throw lost(folder, error);
    }
    try {
      await writeWhole(at.environment, environment);
      await fill?.();
      await writePlan(folder, plan);
    } catch (error) {
      // Otherwise the folder would stay taken without holding a run.
      await rm(at.forks).catch(() => {});
      throw error;
    }
    return lock;
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Rejects a folder that holds a run, and removes what a lab left that was killed while making the folder. Records
 * without a plan are removed only if a stale lock proves that they are such a leftover; otherwise a plan may have been
 * lost.
 */
async function removeHalf(folder: string, isStale: boolean): Promise<void> {
  const at = files(folder);
  const [plan, forks, packed] = await Promise.all(
    [at.plan, at.forks, at.packedForks].map((path) => stat(path).catch(() => undefined)),
  );
  if (plan !== undefined || packed !== undefined) {
    throw lost(folder, Object.assign(new Error("a run's files are there"), { code: "EEXIST" }));
  }
  if (forks !== undefined && forks.size > 0 && !isStale) return;
  await removeParts(folder);
  for (const half of [at.forks, at.environment, at.traces]) await rm(half, { recursive: true, force: true });
}

/** Removes unfinished files that a killed lab left; only for a lab that holds the folder's lock. */
export async function removeParts(folder: string): Promise<void> {
  for (const within of [folder, files(folder).traces]) {
    const names = await readdir(within).catch((): string[] => []);
    for (const name of names.filter((name) => ownPart.test(name)))
      await rm(join(within, name), { force: true });
  }
}

/** Unfinished files of a run; a folder may hold others. */
const ownPart = /\.(json|lock)\.[\d]+(-[0-9a-f]+)?\.part$|^lab\.[0-9a-f]{16}\.lock$/;

/** Writes a run's plan, or replaces it. */
export function writePlan(folder: string, plan: Plan): Promise<void> {
  return writeWhole(files(folder).plan, plan);
}

/** Writes or replaces the environment of a run. */
export function writeEnvironment(folder: string, environment: Environment): Promise<void> {
  return writeWhole(files(folder).environment, environment);
}

/** Writes a cell's trace, or replaces it. */
export async function writeTrace(folder: string, trace: CellTrace): Promise<void> {
  const at = files(folder).traces;
  // Never creates the run's folder: if that is gone, a new one would hide the loss.
  await mkdir(at).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw lost(at, error);
  });
  return writeWhole(files(folder).trace(trace.cell), trace);
}

/** Writes a temporary file, flushes it, and renames it: at every moment the file is either the old or the new one. */
async function writeWhole(path: string, value: unknown): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await using file = await open(beside, "w");
    await file.writeFile(`${JSON.stringify(value)}\n`);
    await file.sync();
    await rename(beside, path);
  } catch (error) {
    await rm(beside).catch(() => {});
    throw lost(path, error);
  }
}
