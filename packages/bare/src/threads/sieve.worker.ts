// The thread's side of sieve: the numbers, and a filter.
import { Channel, type ChannelMemory } from "@byturns/threads/internal/channel";
import { serve } from "../serve.ts";

export const tasks = { numbers, filter };
serve(tasks);

const { signal } = new AbortController();

async function numbers(memory: ChannelMemory): Promise<void> {
  const sink = new Channel(memory);
  for (let number = 2; await sink.give(number, signal); number++);
}

interface Filter {
  readonly prime: number;
  readonly source: ChannelMemory;
  readonly sink: ChannelMemory;
}

async function filter({ prime, ...memory }: Filter): Promise<void> {
  const source = new Channel(memory.source);
  const sink = new Channel(memory.sink);
  for (;;) {
    const number = await source.take(signal);
    if (number === undefined) return;
    if (number % prime !== 0 && !(await sink.give(number, signal))) return;
  }
}
