// Ensures that a fork does not outlive a lab that was killed: a shell that waits for the end of a pipe.
//
// A host with a live event loop notices by itself that its parent is gone. One that blocks or computes forever cannot.
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { markName } from "./tree.ts";

/** What a guard kills: a process group, every process with the fork's mark, and other known descendants. */
export interface Guarded {
  readonly group: number;
  readonly mark: string;
  readonly pids: readonly number[];
}

/**
 * Keeps the last line it read. When the pipe ends while a fork is running, it waits a moment and kills the fork. `kill
 * -s KILL --` is the POSIX form: dash does not accept `kill -KILL --`. It kills every process with the mark, in the
 * group or not, and does so twice, because a process may start another one in between.
 */
const script = `group= mark= pids=
while read -r first second others; do group=$first mark=$second pids=$others; done
[ -n "$group" ] || exit 0
sleep "$1"
for round in 1 2 3; do
  kill -s KILL -- "-$group"
  for pid in $pids; do kill -s KILL -- "$pid"; done
  for path in $(grep -slF "$2=$mark" /proc/[0-9]*/environ); do
    pid=\${path#/proc/}
    kill -s KILL -- "\${pid%/environ}"
  done
done`;

/** Guards one fork at a time; costs nothing while it waits. */
export class Guard implements Disposable {
  readonly #graceMs: number;
  readonly #sh: string;
  #shell: ChildProcess | undefined;

  /**
   * @param graceMs how long a fork may clean up after the lab is gone; rounded up to whole seconds.
   * @param sh the shell; any POSIX shell.
   */
  constructor(graceMs: number, sh = "/bin/sh") {
    this.#graceMs = graceMs;
    this.#sh = sh;
  }

  /** From now on this fork ends with the lab; `undefined` means that there is none. */
  watch(guarded: Guarded | undefined): void {
    if (process.platform === "win32") return;
    this.#shell ??= this.#start();
    this.#shell.stdin?.write(
      guarded === undefined ? "\n" : `${guarded.group} ${guarded.mark} ${guarded.pids.join(" ")}\n`,
    );
  }

  [Symbol.dispose](): void {
    this.#shell?.stdin?.end("\n");
    this.#shell = undefined;
  }

  #start(): ChildProcess {
    // Whole seconds: POSIX guarantees no fractions.
    const words = ["-c", script, "sh", `${Math.ceil(this.#graceMs / 1_000)}`, markName];
    const shell = spawn(this.#sh, words, {
      // A separate group, so that a signal to the lab's group does not end the guard.
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    const forget = () => {
      if (this.#shell === shell) this.#shell = undefined;
    };
    // Without a shell there is no guard; measuring continues anyway.
    shell.on("error", forget).on("exit", forget);
    shell.stdin?.on("error", () => {});
    shell.unref();
    (shell.stdin as (Writable & { unref?(): void }) | null)?.unref?.();
    return shell;
  }
}
