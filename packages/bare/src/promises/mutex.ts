// The same mutex; an update reads, awaits a promise that is resolved, and writes.
import { Mutex } from "@byturns/promises/mutex";

interface Input {
  readonly writers: number;
  readonly updates: number;
}

export async function run({ writers, updates }: Input, signal: AbortSignal) {
  const mutex = new Mutex();
  let count = 0;
  const update = async () => {
    const read = count;
    await nothing;
    count = read + 1;
  };
  const write = async () => {
    for (let made = 0; made < updates; made++) await mutex.run(update, { signal });
  };
  await Promise.all(Array.from({ length: writers }, write));
  return { count, observed: null };
}

const nothing = Promise.resolve();
