// Values that leave in one message: those that are added within one turn of the event loop, up to a length of time.

/** For this long values are kept back while the turn continues. */
const turnMs = 0.2;

/** Collects the flat lists that a message is made of, and sends them together. */
export class Batch {
  readonly #send: (values: readonly unknown[]) => void;
  #values: unknown[] = [];
  #flushedMs = 0;
  #scheduled = false;

  /** @param send sends a list that is not empty. */
  constructor(send: (values: readonly unknown[]) => void) {
    this.#send = send;
  }

  add(...values: readonly unknown[]): void {
    this.#values.push(...values);
    // After a task that took long the result leaves at once: a process that is killed takes along what it keeps.
    if (performance.now() - this.#flushedMs > turnMs && this.#scheduled) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      this.#flushedMs = performance.now();
      // After what has to be done in this turn anyway, which may add more.
      queueMicrotask(() => {
        this.#scheduled = false;
        this.flush();
      });
    }
  }

  flush(): void {
    const values = this.#values;
    if (values.length === 0) return;
    this.#values = [];
    this.#flushedMs = performance.now();
    this.#send(values);
  }
}
