// Sees to it that a fork does not outlive a lab that was killed: a shell that waits for the end of a pipe.
//
// A host whose loop runs notices by itself that its parent is gone. One that blocks or computes for ever cannot.
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";

/** Remembers the last group it was told; when the pipe ends while there is one, it waits a moment and kills it. */
const script = `group=; while read -r line; do group=$line; done
if [ -n "$group" ]; then sleep "$1"; kill -KILL -- "-$group"; fi`;

/** Watches one process group at a time; costs nothing while it waits. */
export class Guard implements Disposable {
  readonly #graceMs: number;
  #shell: ChildProcess | undefined;

  /** @param graceMs what a fork gets to clean up by itself when the lab is gone. */
  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** From now on this group ends with the lab; `undefined`: there is none. */
  watch(group: number | undefined): void {
    if (process.platform === "win32") return;
    this.#shell ??= this.#start();
    this.#shell.stdin?.write(`${group ?? ""}\n`);
  }

  [Symbol.dispose](): void {
    this.#shell?.stdin?.end("\n");
    this.#shell = undefined;
  }

  #start(): ChildProcess {
    const shell = spawn("/bin/sh", ["-c", script, "sh", `${this.#graceMs / 1_000}`], {
      // A group of its own: the terminal's Ctrl-C is not meant for it.
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    // Without a shell there is no guard; measuring goes on all the same.
    shell.on("error", () => {});
    shell.stdin?.on("error", () => {});
    shell.unref();
    (shell.stdin as (Writable & { unref?(): void }) | null)?.unref?.();
    return shell;
  }
}
