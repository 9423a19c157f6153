// Ends a measured process and everything that came out of it.
import { readdir, readFile } from "node:fs/promises";

/** The environment variable by which a fork's descendants are known, even when their parent is gone. */
export const markName = "BYTURNS_FORK";

/**
 * Kills a process, its group, and every process that descends from it or bears its mark.
 *
 * Where there is no /proc, only the process and its group are found.
 */
export async function killTree(pid: number, mark: string): Promise<void> {
  // Twice: what was started while the first look went on is found by the second.
  for (let i = 0; i < 2; i++) {
    const found = await descendants(pid, mark);
    kill(-pid);
    kill(pid);
    for (const one of found) kill(one);
  }
}

/** Kills what is left of a process's group after the process itself ended; usually nothing. */
export function killGroup(pid: number): void {
  kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already, or it is not ours.
  }
}

async function descendants(root: number, mark: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const parents = new Map<number, number>();
  const marked: number[] = [];
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const name of names) {
    // A process may end while it is looked at; it is then no longer of interest.
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = /^.*\) \S (\d+)/s.exec(stat)?.[1];
    if (parent === undefined) continue;
    parents.set(Number(name), Number(parent));
    const environment = await readFile(`/proc/${name}/environ`, "utf8").catch(() => "");
    if (environment.split("\0").includes(`${markName}=${mark}`)) marked.push(Number(name));
  }
  const found = new Set(marked);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (parent === root || found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return [...found];
}
