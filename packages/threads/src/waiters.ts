// Those who wait for their turn: first come, first served, and each may give up.

interface Waiter<Turn> {
  before: Waiter<Turn> | undefined;
  after: Waiter<Turn> | undefined;
  readonly resolve: (turn: Turn) => void;
  readonly signal: AbortSignal | undefined;
  readonly onAbort: (() => void) | undefined;
}

/** A line of waiters. Joining, giving up and being next cost the same, however long it is. */
export class Waiters<Turn = void> {
  #first: Waiter<Turn> | undefined;
  #last: Waiter<Turn> | undefined;
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /**
   * Joins the line, and settles when it is this one's turn.
   *
   * @throws the signal's reason when it is aborted before; then nothing is left in the line.
   */
  wait(signal?: AbortSignal): Promise<Turn> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#leave(waiter);
        reject(signal?.reason);
      };
      const onAbort = signal === undefined ? undefined : giveUp;
      const waiter: Waiter<Turn> = { before: this.#last, after: undefined, resolve, signal, onAbort };
      if (onAbort !== undefined) signal?.addEventListener("abort", onAbort, { once: true });
      if (this.#last === undefined) this.#first = waiter;
      else this.#last.after = waiter;
      this.#last = waiter;
      this.#size += 1;
    });
  }

  /** Gives the first in the line its turn; false when nobody waits, and then the turn is still the caller's. */
  next(turn: Turn): boolean {
    const first = this.#first;
    if (first === undefined) return false;
    this.#leave(first);
    if (first.onAbort !== undefined) first.signal?.removeEventListener("abort", first.onAbort);
    first.resolve(turn);
    return true;
  }

  #leave({ before, after }: Waiter<Turn>): void {
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    this.#size -= 1;
  }
}
