// Where the files of a run lie, and how they are written: whole or not at all.
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "./environment.ts";
import { lockRun, type RunLock } from "./lock.ts";
import { lost } from "./lost.ts";
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
 * Makes the folder of a run, and keeps other labs out of it until the lock that it returns is disposed of. The plan is
 * written last, after what `fill` writes: a folder with a plan is complete. What a lab that was killed before that left
 * there is removed.
 *
 * @throws RecordLost when it cannot be written; an `EEXIST` among its causes: there is a run already.
 * @throws RunBusy when another lab works there.
 */
export async function createRun(
  folder: string,
  plan: Plan,
  environment: Environment,
  fill?: () => Promise<void>,
): Promise<RunLock> {
  const at = files(folder);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw lost(folder, error);
  }
  const lock = await lockRun(folder);
  try {
    await removeHalf(folder, lock.tookOver);
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
    return lock;
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Refuses a folder that holds a run, and removes what a lab left that was killed while it made the folder. Records without a plan are removed only where a stale
 * lock shows that they are such a half: somebody may have lost a plan.
 */
async function removeHalf(folder: string, isStale: boolean): Promise<void> {
  const at = files(folder);
  const [plan, forks] = await Promise.all(
    [at.plan, at.forks].map((path) => stat(path).catch(() => undefined)),
  );
  if (plan !== undefined) {
    throw lost(folder, Object.assign(new Error("plan.json is there"), { code: "EEXIST" }));
  }
  if (forks !== undefined && forks.size > 0 && !isStale) return;
  await removeParts(folder);
  for (const half of [at.forks, at.environment, at.traces]) await rm(half, { recursive: true, force: true });
}

/** Removes the halves of files that a killed lab left; only for a lab that holds the folder's lock. */
export async function removeParts(folder: string): Promise<void> {
  for (const within of [folder, files(folder).traces]) {
    const names = await readdir(within).catch((): string[] => []);
    for (const name of names.filter((name) => ownPart.test(name)))
      await rm(join(within, name), { force: true });
  }
}

/** Halves of a run's own files; a folder may hold others. */
const ownPart = /\.(json|lock)\.[\d]+(-[0-9a-f]+)?\.part$|^lab\.[0-9a-f]{16}\.lock$/;

/** Writes a run's plan, or replaces it. */
export function writePlan(folder: string, plan: Plan): Promise<void> {
  return writeWhole(files(folder).plan, plan);
}

/** Writes where a run is made, or replaces it. */
export function writeEnvironment(folder: string, environment: Environment): Promise<void> {
  return writeWhole(files(folder).environment, environment);
}

/** Writes a cell's trace, or replaces it. */
export async function writeTrace(folder: string, trace: CellTrace): Promise<void> {
  const at = files(folder).traces;
  // Not the folder of the run: when that is gone, another one in its place would hide it.
  await mkdir(at).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw lost(at, error);
  });
  return writeWhole(files(folder).trace(trace.cell), trace);
}

/** Writes beside the file, flushes, and renames: at every moment the file is the old one or the new one. */
async function writeWhole(path: string, value: unknown): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await using file = await open(beside, "w");
    await file.writeFile(`${JSON.stringify(value)}\n`);
    await file.sync();
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw lost(path, error);
  }
}
