// Ends the child processes of a process that was killed. A child whose loop turns ends by itself when its channel
// closes; one that computes or blocks does not notice. So a shell waits on a pipe that this process has open: when the
// pipe closes without a message, it kills whatever is still running.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** How long a child has to end by itself, in seconds. */
const graceSeconds = 1;

/** Each line is all processes that live; the last one counts. Ctrl-C is meant for the process that has started them. */
const script = `trap '' INT HUP TERM
while read -r line; do pids=$line; done
[ -n "$pids" ] || exit 0
sleep ${graceSeconds}
kill -9 $pids 2>/dev/null`;

/** Waits for the end of this process, on behalf of its children. */
export class Reaper {
  readonly #shell: ChildProcess | undefined;
  readonly #pids = new Set<number>();

  /** Without a shell, as on Windows, there is none: children that neither turn their loop nor end would stay. */
  constructor() {
    if (process.platform === "win32") return;
    this.#shell = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], env: {} });
    this.#shell.on("error", () => {});
    this.#shell.stdin?.on("error", () => {});
    this.#shell.unref();
    // On Bun the pipe has no such method, and keeps nothing alive.
    (this.#shell.stdin as { unref?: () => void } | null)?.unref?.();
  }

  add(pid: number): void {
    this.#pids.add(pid);
    this.#print();
  }

  remove(pid: number): void {
    if (this.#pids.delete(pid)) this.#print();
  }

  /** Ends the shell, which has no process left to kill. */
  async close(): Promise<void> {
    const shell = this.#shell;
    if (shell?.pid === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
    shell.ref();
    const ended = once(shell, "exit");
    this.#pids.clear();
    this.#print();
    shell.stdin?.end();
    await ended;
  }

  #print(): void {
    this.#shell?.stdin?.write(`${[...this.#pids].join(" ")}\n`);
  }
}
