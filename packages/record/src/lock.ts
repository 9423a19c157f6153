// One lab in a folder at a time: two would each do every fork that is missing. A file that names its process, and not
// one whose time is renewed (as proper-lockfile does): a timer that wakes up beside a fork is felt by what it measures.
import { execFile } from "node:child_process";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { RunBusy } from "./errors.ts";
import { lost } from "./folder.ts";

/** Who works in a folder. A process's number is given again after its end; the moment of its start is not. */
interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly host: string;
}

/**
 * Keeps other labs out of a run's folder until it is disposed of. What a lab left that was killed is taken over.
 *
 * @throws RunBusy when another process that is alive works there, or one of another machine, of which nobody here can tell.
 * @throws RecordLost when the folder cannot be written.
 * @example
 * ```ts
 * await using lock = await lockRun("runs/first");
 * ```
 */
export async function lockRun(folder: string): Promise<AsyncDisposable> {
  const path = join(folder, "lab.lock");
  const holder: Holder = { pid: process.pid, started: await startOf(process.pid), host: hostname() };
  const own = JSON.stringify(holder);
  while (!(await create(path, own))) {
    const found = await settled(path);
    if (found === undefined) continue;
    const other = parse(found);
    if (other !== undefined && (await works(other))) throw new RunBusy(say(folder, path, other));
    await takeAway(path, found);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      if ((await read(path)) === own) await rm(path, { force: true });
    },
  };
}

/** Writes the file unless there is one; whether it did. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw lost(path, error);
  }
}

/** What stands in the file; another lab may be about to write it, so an unfinished one is looked at again for a while. */
async function settled(path: string): Promise<string | undefined> {
  for (let tries = 0; tries < 10; tries++) {
    const text = await read(path);
    if (text === undefined || parse(text) !== undefined) return text;
    await sleep(20);
  }
  return read(path);
}

/** Removes the file if it still is the one that was found; of several who try, one only gets it, and what is another's comes back. */
async function takeAway(path: string, found: string): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw lost(path, error);
  }
  const taken = await read(aside);
  if (taken !== undefined && taken !== found) await create(path, taken);
  await rm(aside, { force: true });
}

async function works({ pid, started, host }: Holder): Promise<boolean> {
  return host !== hostname() || (await startOf(pid)) === started;
}

/** When a process started, in words that only it has on this machine since its start; empty where there is none. */
async function startOf(pid: number): Promise<string> {
  if (process.platform === "linux") {
    const [stat, boot] = await Promise.all([
      read(`/proc/${pid}/stat`),
      read("/proc/sys/kernel/random/boot_id"),
    ]);
    // The name, between parentheses, may hold anything; the start is the 22nd field of all, the 20th behind it.
    const ticks = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? "" : `${boot?.trim()} ${ticks}`;
  }
  if (process.platform === "win32") return isAlive(pid) ? "alive" : "";
  const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", `${pid}`]).catch(() => ({
    stdout: "",
  }));
  return stdout.trim();
}

function isAlive(pid: number): boolean {
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

function say(folder: string, path: string, { pid, host }: Holder): string {
  if (host === hostname()) {
    return `Another lab works in ${folder}, process ${pid}: wait for its end, or end it`;
  }
  return `Another lab works in ${folder}, process ${pid} of ${host}: wait for its end; if it is gone, remove ${path}`;
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
