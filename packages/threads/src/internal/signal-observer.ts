// One listener for each signal: with one for each of many waiters, adding and removing listeners gets ever slower.

interface Observed<Item> {
  readonly items: Set<Item>;
  readonly onAbort: () => void;
}

/** Calls a function for each item whose signal is aborted. */
export class SignalObserver<Item> {
  readonly #aborted: (item: Item) => void;
  readonly #observed = new Map<AbortSignal, Observed<Item>>();

  constructor(aborted: (item: Item) => void) {
    this.#aborted = aborted;
  }

  add(signal: AbortSignal, item: Item): void {
    const there = this.#observed.get(signal);
    if (there !== undefined) {
      there.items.add(item);
      return;
    }
    const items = new Set([item]);
    const onAbort = () => {
      for (const one of items) this.#aborted(one);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#observed.set(signal, { items, onAbort });
  }

  remove(signal: AbortSignal, item: Item): void {
    const observed = this.#observed.get(signal);
    if (observed?.items.delete(item) !== true || observed.items.size > 0) return;
    this.#observed.delete(signal);
    signal.removeEventListener("abort", observed.onAbort);
  }
}
