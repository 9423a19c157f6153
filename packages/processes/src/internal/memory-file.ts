// What processes share without a native module: a file that lies in memory, which each reads and writes by a system call. Bun can
// have it as memory of its own, which takes none.
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  writeSync,
} from "node:fs";

/** Where such files lie: in memory on Linux; Deno opens nothing under /dev without every permission. */
const folder = process.platform === "linux" && !("Deno" in globalThis) ? "/dev/shm" : "/tmp";

/** What a process needs under Deno to share files. */
export const memoryFilePermissions = { read: [folder], write: [folder] } as const;

/**
 * Files up to this size are memory of a process where the runtime can. All of such a file is written when it is made: where memory
 * has no room for it, a write fails, and a process that has it as memory would end.
 */
const mappedBytes = 4_096;
/** Returns a file as memory of this process; undefined where the runtime cannot. */
const map = (globalThis as { Bun?: { mmap?: (path: string) => Uint8Array<ArrayBuffer> } }).Bun?.mmap;

const fence = new Int32Array(1);

/** Those that this process has made and not removed: they end with it. */
const made = new Set<string>();
process.on("exit", () => {
  for (const path of made) rmSync(path, { force: true });
});

/** A file that several processes read and write. Its users must coordinate their writes. */
export class MemoryFile {
  readonly path: string;
  readonly #file: number;
  /** Where it is small, and the runtime can. */
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  private constructor(path: string, flags: string) {
    this.path = path;
    this.#file = openSync(path, flags);
  }

  /**
   * Makes a file of `bytes` zeros, at least 4. It ends with this process, unless it is removed before.
   *
   * @throws Error with code ENOSPC when memory has no room for it; a file of more than a page is made all the same.
   */
  static make(bytes: number): MemoryFile {
    const path = `${folder}/byturns-${process.pid}-${crypto.randomUUID()}`;
    const file = new MemoryFile(path, "wx+");
    made.add(path);
    try {
      if (bytes > mappedBytes) ftruncateSync(file.#file, bytes);
      else writeSync(file.#file, new Uint8Array(bytes), 0, bytes, 0);
      return file.#mapped();
    } catch (error) {
      file.remove();
      throw error;
    }
  }

  /** Opens a file that another process has made. */
  static open(path: string): MemoryFile {
    return new MemoryFile(path, "r+").#mapped();
  }

  /** Opens a file that another process has made for this one, and takes its name away: it ends with the last of the two. */
  static take(path: string): MemoryFile {
    const file = MemoryFile.open(path);
    unlinkSync(path);
    return file;
  }

  #mapped(): this {
    if (map !== undefined && fstatSync(this.#file).size <= mappedBytes) this.#bytes = map(this.path);
    return this;
  }

  /** Whether to look at it takes no system call. */
  get isMapped(): boolean {
    return this.#bytes !== undefined;
  }

  /** Reads as many bytes as `into` has, from byte `at` on. */
  read(into: Uint8Array, at: number): void {
    if (this.#bytes === undefined) readSync(this.#file, into, 0, into.length, at);
    else {
      this.#keepOrder();
      into.set(this.#bytes.subarray(at, at + into.length));
    }
  }

  /** @throws Error with code ENOSPC when memory has no room for it. */
  write(from: Uint8Array, at: number): void {
    if (this.#bytes !== undefined) {
      this.#bytes.set(from, at);
      this.#keepOrder();
      return;
    }
    // Where memory has room for a part of it, that is written, and only the next write fails.
    for (let done = 0; done < from.length; )
      done += writeSync(this.#file, from, done, from.length - done, at + done);
  }

  /** What was written before is written, and nothing was read that is read after: a processor may swap the two. */
  #keepOrder(): void {
    Atomics.add(fence, 0, 0);
  }

  /** Closes it in this process. */
  close(): void {
    this.#bytes = undefined;
    closeSync(this.#file);
  }

  /** Closes it, and removes it; processes that have it open may continue. */
  remove(): void {
    this.close();
    made.delete(this.path);
    rmSync(this.path, { force: true });
  }
}
