// Looking for what another thread may have put into shared memory, or sent: turn after turn of the event loop for a while,
// so that it does not sleep and need not be woken, then no more until a message comes. The loop stays free for everything
// else; what it costs is processor time.
//
// The while is short where it is in vain, as it is while tasks take long, or while more threads want to run than there
// are cores, and a polling thread only takes a core from the thread that it waits for. Now and then a long one is tried
// again.

/** Longer than it takes to wake a thread on a sleeping core, which is 50 µs and more on a virtual machine. */
const mostMs = 0.15;
/** After a while that is no longer than this comes a single turn, which takes 1 to 2 µs on all three runtimes. */
const leastMs = 0.002;
/** How often a long while is tried where short ones are usual: tries that are all in vain take 1.5 % of a core. */
const tryEveryMs = 10;

/** How to poll for something, and what to do if it does not come. */
export interface Looking {
  /** Looks, and deals with what is there. Returns whether there was something; undefined when nothing is waited for. */
  readonly look: () => boolean | undefined;
  /** Called after polling in vain for long enough: announces it to the others, then polls a last time like `look`. */
  readonly leave: () => boolean | undefined;
}

/** Looks again and again while something is waited for, and gives up for a while when it does not come. */
export class BusyPoller {
  readonly #looking: Looking;
  #usualMs = mostMs;
  #patienceMs = mostMs;
  /** Since when it has looked in vain; undefined where it has found something in this turn. */
  #vainSinceMs: number | undefined;
  #nextTryMs = 0;
  #awake = false;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  /** Begins to look, with the next turn of the loop; has no effect while it looks. */
  wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#vainSinceMs = undefined;
    this.#patienceMs = this.#usualMs;
    if (this.#usualMs < mostMs) this.#tryLonger();
    setImmediate(this.#turn);
  }

  readonly #turn = () => {
    let found = this.#looking.look();
    if (found === false) {
      const nowMs = performance.now();
      this.#vainSinceMs ??= nowMs;
      if (nowMs - this.#vainSinceMs < this.#patienceMs) {
        setImmediate(this.#turn);
        return;
      }
      found = this.#leave();
    } else if (found && this.#vainSinceMs !== undefined) {
      this.#usualMs = Math.min(mostMs, 2 * this.#patienceMs);
    }
    this.#vainSinceMs = undefined;
    this.#awake = found === true;
    if (this.#awake) setImmediate(this.#turn);
  };

  #tryLonger(): void {
    const nowMs = performance.now();
    if (nowMs < this.#nextTryMs) return;
    this.#nextTryMs = nowMs + tryEveryMs;
    this.#patienceMs = mostMs;
  }

  #leave(): boolean | undefined {
    this.#usualMs = this.#usualMs > leastMs ? this.#usualMs / 2 : 0;
    return this.#looking.leave();
  }
}
