// Round trips without sleep. To wake a thread takes longer than everything else in a round trip by message, so both sides keep
// their event loops turning for a moment: the pool until the answer comes, the thread until the next request does.
//
// Neither gains anything by it alone: a side that sleeps keeps the other waiting for longer than it looks. So one of
// them decides for both. The pool does, and each request states for how long the thread must poll. Where looking is in
// vain, as while tasks take long or more threads want to run than there are cores, both stop; from time to time they
// try again, for long enough to wake the two of them, however deeply their cores sleep.

/** On Deno a loop that is kept turning receives a message later than one that sleeps: round trips take 1.3 to 1.8 times as long. */
export const findsMessagesByLooking = !("Deno" in globalThis);

/** Longer than a round trip between two threads that are awake. */
const usualMs = 0.2;
/** Longer than it takes to wake a thread on a sleeping core, which is up to half a millisecond on a virtual machine. */
const tryMs = 1;
/** How long after looking in vain it is tried again: at first, and at most. */
const firstPauseMs = 10;
const longestPauseMs = 160;
/** Polling in vain this often in a row is not a coincidence. */
const vainLooks = 3;

/** What is looked for. */
interface Looked {
  /** Whether an answer is to come, and a core is free to look for it. */
  readonly waits: () => boolean;
  /** Called when nothing is waited for any more. */
  readonly left: () => void;
  /** Called in each turn: answers may lie where no message announces them. */
  readonly look?: () => void;
  /** Called after looking in vain: answers are to be announced from now on, and one that has just come is its to find. */
  readonly gaveUp?: () => void;
}

/** The pool's side of round trips. */
export class LookAhead {
  readonly #looked: Looked;
  #awake = false;
  #found = false;
  /** For how long this look continues while nothing comes. */
  #patienceMs = 0;
  /** Since when it looks in vain; undefined when something has come in this turn. */
  #vainSinceMs: number | undefined;
  #vain = 0;
  #close = true;
  #pauseMs = firstPauseMs;
  #nextTryMs = 0;
  #answeredMs = 0;
  /** How many requests, one after the other, came later than a thread looks for them. */
  #late = 0;

  constructor(looked: Looked) {
    this.#looked = looked;
  }

  /** A request is about to be sent. Returns for how long the thread is to look for the next. */
  sending(): number {
    const nowMs = performance.now();
    this.#late = nowMs - this.#answeredMs > usualMs ? this.#late + 1 : 0;
    const tries = nowMs >= this.#nextTryMs;
    // An answer that has come in this turn ended the last look; the next request mostly follows at once.
    if (!this.#awake || this.#found) this.#patienceMs = this.#close ? usualMs : tries ? tryMs : 0;
    if (this.#patienceMs === 0) return 0;
    this.#wake();
    return this.#late < vainLooks || tries ? Math.max(this.#patienceMs, usualMs) : 0;
  }

  /** An answer has come. */
  answered(): void {
    // Here, and not in the turn that sees it: the next request is sent before that.
    if (!this.#found) this.#answeredMs = performance.now();
    this.#found = true;
    this.#wake();
  }

  #wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#vainSinceMs = undefined;
    setImmediate(this.#turn);
  }

  readonly #turn = () => {
    this.#looked.look?.();
    if (this.#found) {
      this.#found = false;
      if (this.#vainSinceMs !== undefined) this.#caught();
      this.#vainSinceMs = undefined;
    }
    if (!this.#looked.waits()) {
      this.#awake = false;
      this.#looked.left();
      return;
    }
    const nowMs = performance.now();
    this.#vainSinceMs ??= nowMs;
    if (nowMs - this.#vainSinceMs < this.#patienceMs) {
      setImmediate(this.#turn);
      return;
    }
    this.#awake = false;
    if (this.#patienceMs > 0) this.#missed(nowMs);
    this.#looked.gaveUp?.();
  };

  #caught(): void {
    this.#close = true;
    this.#vain = 0;
    this.#pauseMs = firstPauseMs;
    this.#patienceMs = usualMs;
  }

  #missed(nowMs: number): void {
    this.#vain += 1;
    if (this.#close && this.#vain < vainLooks) return;
    this.#close = false;
    this.#vain = 0;
    this.#nextTryMs = nowMs + this.#pauseMs;
    this.#pauseMs = Math.min(longestPauseMs, 2 * this.#pauseMs);
  }
}
