// The thread's side of sieve: the source of all numbers, and a filter.
import type { ExampleContext } from "@byturns/context";
import { Channel, type ChannelMemory } from "./internal/channel.ts";
import { serve } from "./internal/serve.ts";

export const tasks = { numbers, filter };
serve(tasks);

function numbers({ sink }: { readonly sink: ChannelMemory }, context: ExampleContext): Promise<void> {
  return context.waiting("numbers", giveAll(new Channel(sink), context.signal));
}

interface Filter {
  readonly prime: number;
  readonly source: ChannelMemory;
  readonly sink: ChannelMemory;
}

function filter({ prime, source, sink }: Filter, context: ExampleContext): Promise<void> {
  const task = giveOthers(prime, new Channel(source), new Channel(sink), context.signal);
  return context.waiting(`filter ${prime}`, task);
}

async function giveAll(sink: Channel, signal: AbortSignal): Promise<void> {
  for (let number = 2; await sink.give(number, signal); number++);
}

async function giveOthers(prime: number, source: Channel, sink: Channel, signal: AbortSignal): Promise<void> {
  for (;;) {
    const number = await source.take(signal);
    if (number === undefined) return;
    if (number % prime !== 0 && !(await sink.give(number, signal))) return;
  }
}
