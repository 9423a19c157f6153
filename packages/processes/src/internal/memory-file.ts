// What processes share without a native module: a file that lies in memory, which each reads and writes by a system call.
import { closeSync, ftruncateSync, openSync, readSync, rmSync, unlinkSync, writeSync } from "node:fs";

/** Where such files lie: in memory on Linux; Deno opens nothing under /dev without every permission. */
const folder = process.platform === "linux" && !("Deno" in globalThis) ? "/dev/shm" : "/tmp";

/** What a process needs under Deno to share files. */
export const memoryFilePermissions = { read: [folder], write: [folder] } as const;

/** Those that this process has made and not removed: they end with it. */
const made = new Set<string>();
process.on("exit", () => {
  for (const path of made) rmSync(path, { force: true });
});

/** A file that several processes read and write. Its users must coordinate their writes. */
export class MemoryFile {
  readonly path: string;
  readonly #file: number;

  private constructor(path: string, flags: string) {
    this.path = path;
    this.#file = openSync(path, flags);
  }

  /** Makes a file of `bytes` zeros. It ends with this process, unless it is removed before. */
  static make(bytes: number): MemoryFile {
    const path = `${folder}/byturns-${process.pid}-${crypto.randomUUID()}`;
    const file = new MemoryFile(path, "wx+");
    made.add(path);
    ftruncateSync(file.#file, bytes);
    return file;
  }

  /** Opens a file that another process has made. */
  static open(path: string): MemoryFile {
    return new MemoryFile(path, "r+");
  }

  /** Opens a file that another process has made for this one, and takes its name away: it ends with the last of the two. */
  static take(path: string): MemoryFile {
    const file = new MemoryFile(path, "r+");
    unlinkSync(path);
    return file;
  }

  /** Reads as many bytes as `into` has, from byte `at` on. */
  read(into: Uint8Array, at: number): void {
    readSync(this.#file, into, 0, into.length, at);
  }

  write(from: Uint8Array, at: number): void {
    writeSync(this.#file, from, 0, from.length, at);
  }

  /** Closes it in this process. */
  close(): void {
    closeSync(this.#file);
  }

  /** Closes it, and removes it; processes that have it open may continue. */
  remove(): void {
    this.close();
    made.delete(this.path);
    rmSync(this.path, { force: true });
  }
}
