// Tasks on threads that filter numbers, joined by channels in shared memory.
import { Channel } from "@byturns/threads/internal/channel";
import type { Pool } from "../pool.ts";
import type { tasks } from "./sieve.worker.ts";

export const worker = new URL("./sieve.worker.ts", import.meta.url);
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

interface Input {
  readonly primes: number;
  readonly slots: number;
}

export async function run({ primes: wanted, slots }: Input, threads: Pool<typeof tasks>) {
  const { signal } = new AbortController();
  const channels = [new Channel(slots)];
  const primes: number[] = [];
  const begun: Promise<unknown>[] = [threads.run("numbers", (channels[0] as Channel).memory)];
  for (;;) {
    const source = channels.at(-1) as Channel;
    const prime = (await source.take(signal)) as number;
    primes.push(prime);
    if (primes.length === wanted) break;
    const sink = new Channel(slots);
    channels.push(sink);
    begun.push(threads.run("filter", { prime, source: source.memory, sink: sink.memory }));
  }
  for (const channel of channels) channel.close();
  await Promise.all(begun);
  return { primes, filters: begun.length - 1 };
}
