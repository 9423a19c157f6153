// A bounded queue of numbers in this process, between a task that gives and one that takes, each in a child process.
// Numbers come and go in lists: a message for each number would be most of what a pipeline costs.

/** Numbers leave in the order in which they came. */
export class Channel {
  readonly #slots: number;
  #numbers: number[] = [];
  #isClosed = false;
  #giving: (() => void) | undefined;
  #taking: (() => void) | undefined;

  /** @param slots how many numbers it holds, an integer >= 1; a list that is longer goes in when it is empty. */
  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Waits while there is no room for all of them; false when the channel is closed. One gives at a time. */
  async give(numbers: readonly number[]): Promise<boolean> {
    while (
      !this.#isClosed &&
      this.#numbers.length > 0 &&
      this.#numbers.length + numbers.length > this.#slots
    ) {
      await new Promise<void>((resolve) => {
        this.#giving = resolve;
      });
    }
    if (this.#isClosed) return false;
    this.#numbers.push(...numbers);
    this.#taking?.();
    return true;
  }

  /** Waits while there is none; takes up to `most`, or undefined when the channel is closed. One takes at a time. */
  async take(most = Number.POSITIVE_INFINITY): Promise<readonly number[] | undefined> {
    while (!this.#isClosed && this.#numbers.length === 0) {
      await new Promise<void>((resolve) => {
        this.#taking = resolve;
      });
    }
    if (this.#isClosed) return undefined;
    const taken = this.#numbers.splice(0, most);
    this.#giving?.();
    return taken;
  }

  /** Nothing more goes in or out. */
  close(): void {
    this.#isClosed = true;
    this.#giving?.();
    this.#taking?.();
  }
}
