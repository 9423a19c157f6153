// Async functions that filter numbers, joined by channels with a few slots.
export async function run({ primes: wanted, slots }: { readonly primes: number; readonly slots: number }) {
  const channels = [new Channel(slots)];
  const begun = [numbers(channels[0] as Channel)];
  const primes: number[] = [];
  for (;;) {
    const source = channels.at(-1) as Channel;
    const prime = (await source.take()) as number;
    primes.push(prime);
    if (primes.length === wanted) break;
    const sink = new Channel(slots);
    channels.push(sink);
    begun.push(filter(prime, source, sink));
  }
  for (const channel of channels) channel.close();
  await Promise.all(begun);
  return { primes, filters: begun.length - 1 };
}

async function numbers(sink: Channel): Promise<void> {
  for (let number = 2; await sink.give(number); number++);
}

async function filter(prime: number, source: Channel, sink: Channel): Promise<void> {
  for (;;) {
    const number = await source.take();
    if (number === undefined) return;
    if (number % prime !== 0 && !(await sink.give(number))) return;
  }
}

class Channel {
  readonly #slots: number;
  readonly #numbers: number[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(slots: number) {
    this.#slots = slots;
  }

  give(number: number): boolean | Promise<boolean> {
    if (this.#closed) return false;
    if (this.#numbers.length === this.#slots) return this.#change().then(() => this.give(number));
    this.#numbers.push(number);
    this.#changed();
    return true;
  }

  take(): number | undefined | Promise<number | undefined> {
    if (this.#closed) return undefined;
    if (this.#numbers.length === 0) return this.#change().then(() => this.take());
    this.#changed();
    return this.#numbers.shift();
  }

  close(): void {
    this.#closed = true;
    this.#changed();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #changed(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
