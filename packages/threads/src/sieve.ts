// sieve on threads.
//
// Start: each filter is posted to a pool of threads, several share one; numbers pass through shared memory, not through the
// main thread. Cancel: by a message, for each, and the signal ends the waiting. Fail: the failure comes back as data and is
// rebuilt; it closes the pipeline. Cost: atomic operations for each number given and each one taken, and the wake of a
// thread where one side waits, which costs more than all the rest: wide channels pay.

import type { ExampleContext } from "@byturns/context";
import type { SieveInput, SieveOutput } from "@byturns/spec/sieve";
import { Channel } from "./internal/channel.ts";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./sieve.worker.ts";

export const worker = new URL("./sieve.worker.ts", import.meta.url);
/** A filter that waits for a number leaves its thread to others. */
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

/** Lets the primes come through. Rejects when the context's signal is aborted. */
export async function sieve(
  { primes: wanted, slots }: SieveInput,
  { signal }: ExampleContext,
  threads: Pool<typeof served>,
): Promise<SieveOutput> {
  signal.throwIfAborted();
  const channels = [new Channel(slots)];
  const close = () => {
    for (const channel of channels) channel.close();
  };
  let failure: { readonly why: unknown } | undefined;
  const begun: Promise<unknown>[] = [];
  const begin = (task: Promise<unknown>) => {
    const observed = task.catch((why: unknown) => {
      failure ??= { why };
      close();
    });
    begun.push(observed);
  };
  const primes: number[] = [];
  begin(threads.run("numbers", { sink: (channels[0] as Channel).memory }));
  for (;;) {
    const source = channels.at(-1) as Channel;
    const prime = await source.take(signal);
    if (prime === undefined) break;
    primes.push(prime);
    if (primes.length === wanted) break;
    const sink = new Channel(slots);
    channels.push(sink);
    begin(threads.run("filter", { prime, source: source.memory, sink: sink.memory }));
  }
  close();
  await Promise.all(begun);
  if (failure !== undefined) throw failure.why;
  return { primes, filters: begun.length - 1 };
}
