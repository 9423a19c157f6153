// Sees to it that a fork does not outlive a lab that was killed: a shell that waits for the end of a pipe.
//
// A host whose loop runs notices by itself that its parent is gone. One that blocks or computes for ever cannot.
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { markName } from "./tree.ts";

/** What a guard ends: a process group, whatever bears the mark of the fork that leads it, and what else is known of it. */
export interface Guarded {
  readonly group: number;
  readonly mark: string;
  readonly pids: readonly number[];
}

/**
 * Keeps the last line it read; when the pipe ends while there is a fork, it waits a moment and kills it. `kill -s KILL --` is
 * the form that POSIX has: dash does not take `kill -KILL --`. Nothing that bears the mark survives, in the group or not;
 * twice, because a process may start another one meanwhile.
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

/** Watches one fork at a time; costs nothing while it waits. */
export class Guard implements Disposable {
  readonly #graceMs: number;
  readonly #sh: string;
  #shell: ChildProcess | undefined;

  /**
   * @param graceMs how long a fork may clean up by itself when the lab is gone; rounded up to whole seconds.
   * @param sh the shell; any that POSIX describes.
   */
  constructor(graceMs: number, sh = "/bin/sh") {
    this.#graceMs = graceMs;
    this.#sh = sh;
  }

  /** From now on this fork ends with the lab; `undefined`: there is none. */
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
    // Whole seconds, because POSIX promises no others.
    const words = ["-c", script, "sh", `${Math.ceil(this.#graceMs / 1_000)}`, markName];
    const shell = spawn(this.#sh, words, {
      // A group of its own: what ends the lab's group is not meant for it.
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    const forget = () => {
      if (this.#shell === shell) this.#shell = undefined;
    };
    // Without a shell there is no guard; measuring goes on all the same.
    shell.on("error", forget).on("exit", forget);
    shell.stdin?.on("error", () => {});
    shell.unref();
    (shell.stdin as (Writable & { unref?(): void }) | null)?.unref?.();
    return shell;
  }
}
