// Time that passes only when nothing is left to do: timers of a schedule, the due ones in an order drawn from a seed.
import type { Random } from "./random.ts";

/** The program waits, and nothing is left that could wake it: a lost wake-up, or a deadlock. */
export class Stuck extends Error {
  override readonly name = "Stuck";
}

/** The program ended, and left a timer, a listener or an unhandled rejection behind. */
export class LeftBehind extends Error {
  override readonly name = "LeftBehind";
}

interface Timer {
  readonly id: number;
  readonly atMs: number;
  readonly everyMs: number | undefined;
  readonly call: () => void;
}

/** The timers of one schedule. */
export class Timeline {
  readonly #random: Random;
  readonly #timers = new Map<number, Timer>();
  #nextId = 1;
  #nowMs = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Milliseconds since the schedule began. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** How many timers are set. */
  get size(): number {
    return this.#timers.size;
  }

  /** Calls `call` in `delayMs`, and from then on every `everyMs` where given; returns what `clear` takes. */
  set(call: () => void, delayMs: number, everyMs?: number): number {
    const id = this.#nextId++;
    // What is not a number, or below 0, is what a runtime's timer makes of it: at once.
    const atMs = this.#nowMs + Math.max(delayMs || 0, 0);
    this.#timers.set(id, { id, atMs, everyMs, call });
    return id;
  }

  clear(id: number): void {
    this.#timers.delete(id);
  }

  /** Fires one of the timers that are due next, as the seed decides; false when none is set. */
  fireNext(): boolean {
    let due: Timer[] = [];
    for (const timer of this.#timers.values()) {
      if (due[0] === undefined || timer.atMs < due[0].atMs) due = [timer];
      else if (timer.atMs === due[0].atMs) due.push(timer);
    }
    const timer = due[this.#random.below(due.length)];
    if (timer === undefined) return false;
    this.#nowMs = timer.atMs;
    this.#timers.delete(timer.id);
    if (timer.everyMs !== undefined) {
      this.#timers.set(timer.id, { ...timer, atMs: this.#nowMs + Math.max(timer.everyMs, 1) });
    }
    timer.call();
    return true;
  }

  /** How many timers are due at this very moment. */
  dueNow(): number {
    let count = 0;
    for (const timer of this.#timers.values()) if (timer.atMs <= this.#nowMs) count += 1;
    return count;
  }
}
