// sieve on processes.
//
// Start: each filter is a task of the pool, several share a process; numbers pass through this process, to which each
// child process has its only channel. Cancel: by a message, for each, and closed channels end the waiting. Fail: the
// failure comes back as data and is rebuilt; it closes the pipeline. Cost: two messages each way per list of numbers,
// as many as a channel has slots for, and of a wide channel far less for each number.
import type { ExampleContext } from "@byturns/context";
import type { SieveInput, SieveOutput } from "@byturns/spec/sieve";
import { Channel } from "./internal/channel.ts";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./sieve.child.ts";

export const child = new URL("./sieve.child.ts", import.meta.url);
/** A filter that waits for numbers leaves its process to others. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY };

/** Lets the primes come through. Rejects when the context's signal is aborted. */
export async function sieve(
  { primes: wanted, slots }: SieveInput,
  { signal }: ExampleContext,
  processes: Pool<typeof served>,
): Promise<SieveOutput> {
  signal.throwIfAborted();
  const channels = [new Channel(slots)];
  const close = () => {
    for (const channel of channels) channel.close();
  };
  signal.addEventListener("abort", close, { once: true });
  let failure: { readonly why: unknown } | undefined;
  const begun: Promise<unknown>[] = [];
  const begin = (task: Promise<unknown>) => {
    const watched = task.catch((why: unknown) => {
      failure ??= { why };
      close();
    });
    begun.push(watched);
  };
  const give = (sink: Channel) => (numbers: readonly number[]) => sink.give(numbers);
  const primes: number[] = [];
  begin(processes.run("numbers", { slots }, { answers: { give: give(channels[0] as Channel) } }));
  for (;;) {
    const source = channels.at(-1) as Channel;
    const [prime] = (await source.take(1)) ?? [];
    if (prime === undefined) break;
    primes.push(prime);
    if (primes.length === wanted) break;
    const sink = new Channel(slots);
    channels.push(sink);
    const answers = { take: () => source.take(), give: give(sink) };
    begin(processes.run("filter", { prime }, { answers }));
  }
  close();
  await Promise.all(begun);
  signal.removeEventListener("abort", close);
  if (failure !== undefined) throw failure.why;
  signal.throwIfAborted();
  return { primes, filters: begun.length - 1 };
}
