// Waiters for a turn: first come, first served; each may give up.

interface Waiter<Turn, Carried> {
  before: Waiter<Turn, Carried> | undefined;
  after: Waiter<Turn, Carried> | undefined;
  /** The same, among the waiters that share a signal. */
  beforeLikewise: Waiter<Turn, Carried> | undefined;
  afterLikewise: Waiter<Turn, Carried> | undefined;
  readonly carried: Carried;
  readonly resolve: (turn: Turn) => void;
  readonly reject: (reason: unknown) => void;
  readonly listening: Listening<Turn, Carried> | undefined;
}

/** The waiters that share a signal, and its listener. A set of them would cost more than everything else here. */
interface Listening<Turn, Carried> {
  readonly signal: AbortSignal;
  first: Waiter<Turn, Carried> | undefined;
  last: Waiter<Turn, Carried> | undefined;
  readonly onAbort: () => void;
}

/**
 * A line of waiters, each of which may carry a value. Joining, leaving and being served cost the same at any length.
 */
export class Waiters<Turn = void, Carried = void> {
  #first: Waiter<Turn, Carried> | undefined;
  #last: Waiter<Turn, Carried> | undefined;
  /** One listener per signal: removing one of many listeners from a signal costs more the more there are. */
  readonly #signals = new Map<AbortSignal, Listening<Turn, Carried>>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /**
   * Joins the line, and settles when its turn comes.
   *
   * @throws the signal's reason when it is aborted before, and then nothing is left in the line; what `refuse` is given.
   */
  wait(signal: AbortSignal | undefined, carried: Carried): Promise<Turn> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    // Quicker than Promise.withResolvers in all engines.
    return new Promise((resolve, reject) => {
      const before = this.#last;
      const listening = signal === undefined ? undefined : this.#listen(signal);
      const beforeLikewise = listening?.last;
      const waiter: Waiter<Turn, Carried> = {
        before,
        after: undefined,
        beforeLikewise,
        afterLikewise: undefined,
        carried,
        resolve,
        reject,
        listening,
      };
      if (listening !== undefined) {
        if (beforeLikewise === undefined) listening.first = waiter;
        else beforeLikewise.afterLikewise = waiter;
        listening.last = waiter;
      }
      if (before === undefined) this.#first = waiter;
      else before.after = waiter;
      this.#last = waiter;
      this.#size += 1;
    });
  }

  /** Gives the first in the line its turn; false if the line is empty, and then the turn stays with the caller. */
  next(turn: Turn): boolean {
    const first = this.shift();
    first?.resolve(turn);
    return first !== undefined;
  }

  /** Takes the first out of the line, to be given its turn by `resolve`; undefined if the line is empty. */
  shift(): Pick<Waiter<Turn, Carried>, "carried" | "resolve"> | undefined {
    const first = this.#first;
    if (first !== undefined) this.#leave(first);
    return first;
  }

  /** Rejects every waiter in the line. */
  refuse(reason: unknown): void {
    for (let first = this.#first; first !== undefined; first = this.#first) {
      this.#leave(first);
      first.reject(reason);
    }
  }

  #leave({ before, after, beforeLikewise, afterLikewise, listening }: Waiter<Turn, Carried>): void {
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    this.#size -= 1;
    if (listening === undefined) return;
    if (beforeLikewise === undefined) listening.first = afterLikewise;
    else beforeLikewise.afterLikewise = afterLikewise;
    if (afterLikewise === undefined) listening.last = beforeLikewise;
    else afterLikewise.beforeLikewise = beforeLikewise;
    if (listening.first !== undefined) return;
    this.#signals.delete(listening.signal);
    listening.signal.removeEventListener("abort", listening.onAbort);
  }

  #listen(signal: AbortSignal): Listening<Turn, Carried> {
    const there = this.#signals.get(signal);
    if (there !== undefined) return there;
    const onAbort = () => {
      for (let one = listening.first; one !== undefined; one = listening.first) {
        this.#leave(one);
        one.reject(signal.reason);
      }
    };
    const listening: Listening<Turn, Carried> = { signal, first: undefined, last: undefined, onAbort };
    this.#signals.set(signal, listening);
    signal.addEventListener("abort", onAbort);
    return listening;
  }
}
