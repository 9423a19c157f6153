// One foreign program, bounded in time, memory and number of processes: it may start itself anew, or never end.
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** Bounds of one program and everything that it starts. */
export interface Bounds {
  /** After so many milliseconds it is ended. */
  readonly limitMs: number;
  /** The most processes at once, itself included. */
  readonly processes: number;
  /** The most resident memory of all of them, in bytes. */
  readonly bytes: number;
}

/** How a bounded program ended. */
export interface BoundedEnd {
  /** `exit 0`, `exit 1`, …, a signal, `hung`, `too many processes`, or `too much memory`. */
  readonly ending: string;
  /** Both streams, the last 4000 characters. */
  readonly output: string;
}

/** How often the processes of a program are counted. */
const watchMs = 100;
/** How often is looked whether ended processes are gone. */
const goneMs = 5;
const outputChars = 4000;
/** How long the output of an ended program is waited for, where something that was not found keeps it open. */
const longestToReadMs = 1_000;
/** The variable by which everything that a program starts is found again, also in a process group of its own. */
const markName = "BYTURNS_WITNESS";

let started = 0;

/**
 * Runs a program within bounds; when it has ended, nothing that it started is left, also when this process was killed.
 *
 * On Linux every process is found that has the program's environment; elsewhere those of its process group are ended,
 * and memory and number are not bounded.
 *
 * @throws the signal's reason when it is aborted, after the program was ended; the system's error when it cannot start.
 */
export async function runBounded(
  command: readonly [string, ...string[]],
  {
    bounds,
    cwd,
    env,
    signal,
  }: {
    readonly bounds: Bounds;
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<BoundedEnd> {
  signal?.throwIfAborted();
  const mark = `${process.pid}.${started++}`;
  const [binary, ...args] = command;
  using _guard = guardOf(mark);
  const child = spawn(binary, args, {
    cwd,
    env: { ...env, [markName]: mark },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-outputChars);
    });
  }
  let broke: string | undefined;
  const end = async (why: string) => {
    broke ??= why;
    await endAll(child.pid, mark);
  };
  const limit = setTimeout(() => void end("hung"), bounds.limitMs);
  const watch = setInterval(async () => {
    const found = await processesOf(mark);
    if (found.length > bounds.processes) await end("too many processes");
    else if (found.reduce((sum, { bytes }) => sum + bytes, 0) > bounds.bytes) await end("too much memory");
  }, watchMs);
  const abort = () => void end("aborted");
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const ending = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, killedBy) => resolve(killedBy ?? `exit ${code}`));
    });
    // What it printed last may not be read yet; what it started may keep its pipes open.
    await endAll(child.pid, mark);
    await Promise.race([closed, wait(longestToReadMs, undefined, { ref: false })]);
    signal?.throwIfAborted();
    return { ending: broke ?? ending, output };
  } finally {
    clearTimeout(limit);
    clearInterval(watch);
    signal?.removeEventListener("abort", abort);
    await endAll(child.pid, mark);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/**
 * Starts a shell that outlives this process: when the pipe to it closes, it ends every process that has the mark, until
 * none was found for half a second. Elsewhere than on Linux there is none.
 */
function guardOf(mark: string): Disposable {
  if (process.platform !== "linux") return { [Symbol.dispose]() {} };
  const guard = spawn("/bin/sh", ["-c", guardScript, "guard", `${markName}=${mark}`], {
    env: { PATH: process.env.PATH ?? "" },
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  // Without a shell the program is bounded all the same, by this process.
  guard.on("error", () => {});
  guard.stdin.on("error", () => {});
  return {
    [Symbol.dispose]() {
      guard.kill("SIGKILL");
    },
  };
}

/** One `grep` a turn: it must be quicker than a program that starts itself anew. */
const guardScript = `read -r _
none=0
while [ $none -lt 10 ]; do
  found=$(grep -lsF "$1" /proc/[0-9]*/environ)
  if [ -z "$found" ]; then none=$((none + 1)); sleep 0.05; continue; fi
  none=0
  for one in $found; do one=\${one#/proc/}; kill -KILL "\${one%/environ}" 2>/dev/null; done
done`;

/** Halts all before it ends any, so that none can start another meanwhile, and waits until all are gone. */
async function endAll(pid: number | undefined, mark: string): Promise<void> {
  const halted = new Set<number>();
  for (;;) {
    const found = (await processesOf(mark)).filter((one) => !halted.has(one.pid));
    if (found.length === 0) break;
    for (const one of found) {
      halted.add(one.pid);
      signalOne(one.pid, "SIGSTOP");
    }
  }
  for (const one of halted) signalOne(one, "SIGKILL");
  if (pid !== undefined) signalOne(-pid, "SIGKILL");
  // A signal does not end a process at once.
  for (;;) {
    const left = await processesOf(mark);
    if (left.length === 0) return;
    for (const one of left) signalOne(one.pid, "SIGKILL");
    await wait(goneMs);
  }
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
  readonly isMarked: boolean;
}

/**
 * The processes whose environment has the mark, and their children: while the system loads a program, its environment
 * is empty. None where the system does not show environments.
 */
async function processesOf(mark: string): Promise<readonly Process[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map((pid) => processOf(pid, `${markName}=${mark}\0`)))).flat();
  const found = new Map(all.filter(({ isMarked }) => isMarked).map((one) => [one.pid, one]));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const one of all) if (found.has(one.parent)) found.set(one.pid, one);
  }
  return [...found.values()];
}

async function processOf(pid: number, wanted: string): Promise<readonly Process[]> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name before the last parenthesis may have spaces and parentheses itself.
    const [state = "", parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if ("ZX".includes(state)) return []; // It has ended, and its parent has not asked how.
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const [, resident = "0"] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
    const isMarked = `${environment}\0`.includes(wanted);
    return [{ pid, parent: Number(parent), bytes: Number(resident) * 4096, isMarked }];
  } catch {
    return []; // It has ended meanwhile.
  }
}
