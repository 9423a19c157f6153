// The processes of a fork: the one that was started and all its descendants.
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The environment variable that identifies a fork's descendants even when their parent is gone. It is no secret. */
export const markName = "BYTURNS_FORK";

/**
 * How often the remaining processes are searched for and killed: a process may start another one while it is killed.
 */
const maxRounds = 50;

/**
 * A process and its descendants.
 *
 * A descendant that leaves the group, or whose parent ends, is still known if it was seen before or bears the mark. One
 * that clears its environment and loses its parent between two checks is missed. Without /proc, only the process and
 * its group are known.
 */
export class ProcessTree {
  readonly #root: number;
  readonly #mark: string;
  /** When each process that was seen started, in ticks: a pid may be reused after its process ends. */
  readonly #startTicks = new Map<number, number>();
  readonly #rootStartTicks: number;
  readonly #onGrown: ((pids: readonly number[]) => void) | undefined;

  /**
   * @param root a process that leads a group of its own.
   * @param mark the value of its environment variable `markName`.
   * @param onGrown called with all processes known so far when a check found more.
   */
  constructor(root: number, mark: string, onGrown?: (pids: readonly number[]) => void) {
    this.#root = root;
    this.#mark = mark;
    this.#onGrown = onGrown;
    this.#rootStartTicks = statOf(root)?.startTicks ?? 0;
    this.#startTicks.set(root, this.#rootStartTicks);
  }

  /** Adds all descendants of those already known: a few reads for each thread of each process. */
  look(): void {
    const before = this.#startTicks.size;
    const queue = this.#alive();
    for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
      for (const child of childrenOf(pid)) if (this.#add(child)) queue.push(child);
    }
    if (this.#startTicks.size > before) this.#onGrown?.([...this.#startTicks.keys()]);
  }

  /** Resident bytes of all known processes, without file-backed pages, which the system can drop. */
  residentBytes(): number {
    return this.#alive().reduce((sum, pid) => sum + ownBytes(pid), 0);
  }

  /** Kills everything, and settles when no process that can be found is left. */
  async kill(): Promise<void> {
    for (let round = 0; round < maxRounds; round++) {
      this.look();
      this.#findMarked();
      const left = this.#alive();
      const isGroupThere = kill(-this.#root);
      // What a process that is being killed has started meanwhile is found in the next round.
      if (left.length === 0 && (round > 0 || !isGroupThere)) return;
      for (const pid of left) kill(pid);
      // Without /proc there is nothing to wait for.
      if (process.platform !== "linux") return;
      if (left.length > 0) await sleep(2);
    }
  }

  #alive(): number[] {
    return Array.from(this.#startTicks)
      .filter(([pid, startTicks]) => {
        const stat = statOf(pid);
        return stat !== undefined && stat.startTicks === startTicks && !stat.isDead;
      })
      .map(([pid]) => pid);
  }

  #add(pid: number): boolean {
    const stat = statOf(pid);
    if (stat === undefined || stat.isDead || this.#startTicks.get(pid) === stat.startTicks) return false;
    this.#startTicks.set(pid, stat.startTicks);
    return true;
  }

  #findMarked(): void {
    if (process.platform !== "linux") return;
    const marked = `${markName}=${this.#mark}`;
    for (const name of readdirSync("/proc")) {
      const pid = /^\d+$/.test(name) ? Number(name) : undefined;
      if (pid === undefined || this.#startTicks.has(pid)) continue;
      const stat = statOf(pid);
      // A process that started before the fork is not its descendant.
      if (stat === undefined || stat.isDead || stat.startTicks < this.#rootStartTicks) continue;
      if (read(`/proc/${name}/environ`)?.split("\0").includes(marked)) this.#add(pid);
    }
  }
}

/** Returns whether there was something to kill. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    // The process is already gone, or belongs to another user.
    return false;
  }
}

function childrenOf(pid: number): number[] {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const lists = tasks.map((task) => read(`/proc/${pid}/task/${task}/children`) ?? "");
    return lists.join(" ").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function statOf(pid: number): { readonly startTicks: number; readonly isDead: boolean } | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name, in parentheses, may contain anything; the state is the field after it, the start time the 20th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { startTicks: Number(fields[19]), isDead: /^[ZX]/.test(fields[0] ?? "") };
}

function ownBytes(pid: number): number {
  const status = read(`/proc/${pid}/status`) ?? "";
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0);
  return (kilobytes("RssAnon") + kilobytes("RssShmem")) * 1_024;
}

/** Undefined if the process is gone or may not be read. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}
