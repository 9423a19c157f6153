// A message each way between a pool and one of its processes, in a file in memory that both have open. A message over a pipe has
// to wake the other process, which takes longer than all else in a round trip; here the other one looks, and finds it.
//
// Each side writes its own half of the file: whether it looks, and its last message. The bytes come first, then their number and
// length, in one write: a system call orders them, as it does a message and the look at whether the other side still looks. A side
// that looks no more says so, and looks a last time; so one of the two notices every message.
import { readSmall, writeSmall } from "@byturns/threads/internal/pool/small-values";
import type { MemoryFile } from "./memory-file.ts";

const halfBytes = 2_048;
/** Before the bytes of a message: its number, its length, and whether this side looks. */
const looksAt = 8;
const bytesAt = 16;

/** How long the file is. */
export const mailboxBytes = 2 * halfBytes;

/** One side's view of it. */
export class Mailbox {
  readonly #file: MemoryFile;
  readonly #own: number;
  readonly #other: number;
  readonly #bytes = new Uint8Array(halfBytes - bytesAt);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #head = new Int32Array(2);
  readonly #headBytes = new Uint8Array(this.#head.buffer);
  readonly #flag = new Int32Array(1);
  readonly #flagBytes = new Uint8Array(this.#flag.buffer);
  #put = 0;
  #taken = 0;
  #looks = false;

  constructor(file: MemoryFile, side: "pool" | "process") {
    this.#file = file;
    this.#own = side === "pool" ? 0 : halfBytes;
    this.#other = halfBytes - this.#own;
  }

  /** Whether the other side looks. */
  get isLookedAt(): boolean {
    this.#file.read(this.#flagBytes, this.#other + looksAt);
    return this.#flag[0] === 1;
  }

  /** Whether this side looks. */
  get looks(): boolean {
    return this.#looks;
  }

  /** Whether this side looks from now on. One that ceases to look has to take a message a last time. */
  look(looks: boolean): void {
    if (looks === this.#looks) return;
    this.#looks = looks;
    this.#flag[0] = looks ? 1 : 0;
    this.#file.write(this.#flagBytes, this.#own + looksAt);
  }

  /**
   * Leaves a message, where the other side has taken the one before.
   *
   * @returns whether it is small enough, and made of what `writeSmall` writes.
   * @throws what a getter in it throws.
   */
  put(message: unknown): boolean {
    const end = writeSmall(this.#view, 0, this.#bytes.length, message);
    if (end < 0) return false;
    this.#file.write(this.#bytes.subarray(0, end), this.#own + bytesAt);
    this.#put += 1;
    this.#head[0] = this.#put;
    this.#head[1] = end;
    this.#file.write(this.#headBytes, this.#own);
    return true;
  }

  /** The other side's message; undefined where there is no new one. */
  take(): unknown {
    this.#file.read(this.#headBytes, this.#other);
    const number = this.#head[0] as number;
    if (number === this.#taken) return undefined;
    this.#taken = number;
    this.#file.read(this.#bytes.subarray(0, this.#head[1]), this.#other + bytesAt);
    return readSmall(this.#view, 0);
  }

  /** This side needs it no more. */
  close(): void {
    this.#file.remove();
  }
}
