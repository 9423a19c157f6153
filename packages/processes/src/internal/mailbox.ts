// A message each way between a pool and one of its processes, in a file in memory that both have open. A message over a pipe has
// to wake the other process, which takes longer than all else in a round trip; here the other one looks, and finds it.
//
// Each side writes its own half of the file: its last message, and whether it looks, in one write, and the other reads both in one:
// system calls are most of what a trip takes. A read may meet a write halfway, so a message has a sum, and one that does not add
// up is not there yet. A side that looks no more says so, and looks a last time; so one of the two notices every message.
import { readSmall, writeSmall } from "@byturns/threads/internal/pool/small-values";
import type { MemoryFile } from "./memory-file.ts";

const halfBytes = 2_048;
/** Before the bytes of a message: its number, its length, its sum, and whether this side looks. */
const looksAt = 12;
const bytesAt = 16;
/** What is read at once; most messages are shorter. */
const firstBytes = 256;

/** As long as a few turns of the loop; whatever else is due waits for no longer. */
const momentMs = 0.02;

/** How long the file is. */
export const mailboxBytes = 2 * halfBytes;

/** One side's view of it. */
export class Mailbox {
  readonly #file: MemoryFile;
  readonly #own: number;
  readonly #other: number;
  readonly #half = new Uint8Array(halfBytes);
  readonly #first = this.#half.subarray(0, firstBytes);
  readonly #rest = this.#half.subarray(firstBytes);
  readonly #view = new DataView(this.#half.buffer);
  readonly #head = new Int32Array(this.#half.buffer, 0, bytesAt / 4);
  readonly #flag = new Int32Array(1);
  readonly #flagBytes = new Uint8Array(this.#flag.buffer);
  #put = 0;
  #taken = 0;
  #looks = false;
  #wasLookedAt = false;

  constructor(file: MemoryFile, side: "pool" | "process") {
    this.#file = file;
    this.#own = side === "pool" ? 0 : halfBytes;
    this.#other = halfBytes - this.#own;
  }

  /** Whether the other side looks. */
  get isLookedAt(): boolean {
    this.#file.read(this.#flagBytes, this.#other + looksAt);
    this.#wasLookedAt = this.#flag[0] === 1;
    return this.#wasLookedAt;
  }

  /** Whether the other side looked when this one looked last: what is left for it may have to be announced. */
  get wasLookedAt(): boolean {
    return this.#wasLookedAt;
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
    const end = writeSmall(this.#view, bytesAt, halfBytes, message);
    if (end < 0) return false;
    this.#put += 1;
    this.#head[0] = this.#put;
    this.#head[1] = end;
    this.#head[2] = this.#sum(end);
    this.#head[3] = this.#looks ? 1 : 0;
    this.#file.write(this.#half.subarray(0, end), this.#own);
    return true;
  }

  /** The other side's message; undefined where there is no new one. */
  take(): unknown {
    this.#file.read(this.#first, this.#other);
    const [number, end, sum, looks] = this.#head as unknown as readonly [number, number, number, number];
    this.#wasLookedAt = looks === 1;
    if (number === this.#taken || end < bytesAt || end > halfBytes) return undefined;
    if (end > firstBytes) this.#file.read(this.#rest, this.#other + firstBytes);
    if (sum !== this.#sum(end)) return undefined;
    this.#taken = number;
    return readSmall(this.#view, bytesAt);
  }

  /** As `take`; where to look takes no system call, again for a moment: a turn of the loop takes longer than most answers. */
  takeSoon(): unknown {
    const untilMs = this.#file.isMapped ? performance.now() + momentMs : 0;
    for (;;) {
      const message = this.take();
      if (message !== undefined || performance.now() >= untilMs) return message;
    }
  }

  /** Of the number, the length and the bytes (FNV-1a). */
  #sum(end: number): number {
    let sum = Math.imul((this.#head[0] as number) ^ (end << 16), 16_777_619);
    for (let at = bytesAt; at < end; at++) sum = Math.imul(sum ^ (this.#half[at] as number), 16_777_619);
    return sum;
  }

  /** This side needs it no more. */
  close(): void {
    this.#file.remove();
  }
}
