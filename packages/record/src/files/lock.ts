// One process at a time: two labs in a folder would each run every missing fork. The lock is a file that names its
// process, not one whose time is renewed (as in proper-lockfile): a timer beside a fork would disturb its measurement.
//
// Only one process takes over a stale lock. Each lock has a unique text, and the right to replace it is itself a lock,
// under a name derived from that text. Only the holder of that right, if it still finds the text, may replace the lock,
// and the text is never used again. The right may become stale too, and is taken over in the same way.
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { RunBusy } from "../errors.ts";
import { lost } from "./lost.ts";

/**
 * The process that works in a folder. A pid may be reused after the process ends; pid and start time together are
 * unique.
 */
interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

/** A held lock; disposing of it releases it. */
export interface FileLock extends AsyncDisposable {
  /** Whether it was taken over from a process that is gone. */
  readonly tookOver: boolean;
}

/**
 * Keeps other labs out of a run's folder until disposed of. Takes over a lock left by a killed lab.
 *
 * @throws RunBusy when another live process works there, or one on another machine, which cannot be checked from here.
 * @throws RecordLost when the folder cannot be written.
 * @example
 * ```ts
 * import { lockRun } from "@byturns/record";
 *
 * await using lock = await lockRun("runs/first");
 * ```
 */
export function lockRun(folder: string): Promise<FileLock> {
  return lockFile(join(folder, "lab.lock"), `Another lab works in ${folder}`);
}

/**
 * Keeps other processes from holding the same lock until disposed of. Takes over a lock left by a process that is gone.
 *
 * @param path of the lock's file; ends in `.lock`.
 * @param busy what another process does while it holds the lock, as the beginning of a sentence.
 * @throws RunBusy when another live process holds it, or one on another machine, which cannot be checked from here.
 * @throws RecordLost when the file cannot be written, or one that is there cannot be read.
 * @example
 * ```ts
 * import { lockFile } from "@byturns/record";
 *
 * await using lock = await lockFile("cache/sources.lock", "Another command fetches the sources");
 * ```
 */
export async function lockFile(path: string, busy: string): Promise<FileLock> {
  const mine: Holder = { pid: process.pid, started: await startOf(process.pid), host: hostname() };
  const own = JSON.stringify({ ...mine, id: randomUUID() });
  const found = await acquire(path, own);
  if (typeof found === "object") throw new RunBusy(describe(busy, path, found));
  return { tookOver: found === "stale", [Symbol.asyncDispose]: () => giveBack(path, own) };
}

/**
 * Takes the lock at a path with a unique text, and returns what it was before: free, or held by a process that is gone.
 * Takes nothing, and returns the holder, where that lives.
 */
async function acquire(path: string, own: string): Promise<"free" | "stale" | Holder> {
  for (;;) {
    if (await create(path, own)) return "free";
    const found = await settled(path);
    if (found === undefined) continue;
    const other = parse(found);
    if (other !== undefined && (await works(other))) return other;
    const right = rightTo(path, found);
    const entitled = await acquire(right, own);
    // The process that holds the right either replaces the lock in a moment or has ended.
    if (typeof entitled === "object") return entitled;
    try {
      if ((await read(path)) !== found) continue;
      await replace(path, own);
      return "stale";
    } finally {
      await giveBack(right, own);
    }
  }
}

async function giveBack(path: string, own: string): Promise<void> {
  if ((await read(path)) === own) await rm(path, { force: true });
}

/** The lock on the right to replace a lock with this text. */
function rightTo(path: string, text: string): string {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `${path.replace(/(\.[0-9a-f]{16})?\.lock$/, "")}.${hash}.lock`;
}

/** Creates the file with its whole text, unless it exists; returns whether it did. */
async function create(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(beside, text, { flag: "wx" });
    await link(beside, path).catch((error: NodeJS.ErrnoException) => {
      // Without hard links, a reader may see the text half written.
      if (!withoutLinks.has(error.code ?? "")) throw error;
      return writeFile(path, text, { flag: "wx" });
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw lost(path, error);
  } finally {
    await rm(beside).catch(() => {});
  }
}

/** Error codes of file systems without hard links. */
const withoutLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(beside, text, { flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside).catch(() => {});
    throw lost(path, error);
  }
}

/**
 * The file's text. Without hard links another lab may be writing it, so an unfinished one is read again for a while; so is
 * one that cannot be read, as on Windows while it is being removed.
 */
async function settled(path: string): Promise<string | undefined> {
  for (let tries = 0; tries < 10; tries++) {
    const text = await textOf(path).catch(() => "");
    if (text === undefined || parse(text) !== undefined) return text;
    await sleep(20);
  }
  return textOf(path);
}

/** A lock's text; undefined if it is gone. One that is there and cannot be read would be waited for without end. */
function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw lost(path, error);
  });
}

async function works({ pid, started, host }: Holder): Promise<boolean> {
  return host !== hostname() || (await startOf(pid)) === started;
}

/** When a process started, as text unique on this machine since boot; empty if there is none. */
async function startOf(pid: number): Promise<string> {
  if (process.platform === "linux") {
    const [stat, boot] = await Promise.all([
      read(`/proc/${pid}/stat`),
      read("/proc/sys/kernel/random/boot_id"),
    ]);
    // The name, in parentheses, may contain anything; the start time is field 22, the 20th after the name.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie, which its parent has not waited for, still has its pid but no longer runs.
    if (fields === undefined || /^[ZX]/.test(fields[0] ?? "")) return "";
    return `${boot?.trim()} ${fields[19]}`;
  }
  if (process.platform === "win32") return isAlive(pid) ? "alive" : "";
  const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", `${pid}`]).catch(() => ({
    stdout: "",
  }));
  return stdout.trim();
}

/** Whether a process of this machine has this id, also one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, started, host } = JSON.parse(text) as Partial<Holder>;
    if (!Number.isInteger(pid) || typeof started !== "string" || typeof host !== "string") return undefined;
    return { pid: pid as number, started, host };
  } catch {
    return undefined;
  }
}

function describe(busy: string, path: string, { pid, host }: Holder): string {
  if (host === hostname()) return `${busy}, process ${pid}: wait for its end, or end it`;
  return `${busy}, process ${pid} of ${host}: wait for its end; if it is gone, remove ${path}`;
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
