// Looking for what another thread may have put into shared memory: turn after turn of the event loop for a while, which
// is quicker than any message, then no more until a message comes.
//
// The while is short where it is in vain, as it is while tasks take long, or while more threads want to run than there are
// cores, and who looks only keeps a core from the one that is looked for. Now and then a long one is tried again.

/** A turn without anything else to do takes about 1 µs on all three runtimes; a message, there and back, 10 to 50. */
const mostTurns = 64;
const leastTurns = 4;
/** Of so many that are short one is long. */
const triesBetween = 16;

/** How one looks for what it waits for, and what it does when that does not come. */
export interface Looking {
  /** Looks, and deals with what is there. Returns whether there was something; undefined when nothing is waited for. */
  readonly look: () => boolean | undefined;
  /** Called when looking was in vain for long enough: says so to the others, then looks a last time like `look`. */
  readonly leave: () => boolean | undefined;
}

/** Looks again and again while something is waited for, and gives up for a while when it does not come. */
export class Lookout {
  readonly #looking: Looking;
  #usual = mostTurns;
  #patience = mostTurns;
  #vain = 0;
  #left = 0;
  #awake = false;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  /** Begins to look, with the next turn of the loop; has no effect while it looks. */
  wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#vain = 0;
    this.#patience = this.#left % triesBetween === triesBetween - 1 ? mostTurns : this.#usual;
    setImmediate(this.#turn);
  }

  readonly #turn = () => {
    let found = this.#looking.look();
    if (found === false) {
      this.#vain += 1;
      if (this.#vain > this.#patience) found = this.#leave();
      else {
        setImmediate(this.#turn);
        return;
      }
    } else if (found && this.#vain > 0) this.#usual = Math.min(mostTurns, 2 * this.#patience);
    this.#vain = 0;
    this.#awake = found === true;
    if (this.#awake) setImmediate(this.#turn);
  };

  #leave(): boolean | undefined {
    this.#left += 1;
    this.#usual = Math.max(leastTurns, this.#usual >> 1);
    return this.#looking.leave();
  }
}
