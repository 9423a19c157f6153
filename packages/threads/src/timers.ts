// timers on threads.
//
// Start: a thread of the pool sleeps until it is due, and is woken by the operating system; the others stand on the
// main thread's loop. Cancel: by a message, which a sleeping thread cannot receive: it is ended. Fail: the failure
// comes back as data and is rebuilt. Cost: a thread that can do nothing else meanwhile; no loop has to turn for it.

import type { ExampleContext } from "@byturns/context";
import type { TimersInput, TimersOutput } from "@byturns/spec/timers";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./timers.worker.ts";

export const worker = new URL("./timers.worker.ts", import.meta.url);

/** Sets the other timers, then measures when timers fire. Rejects when the context's signal is aborted. */
export async function timers(
  input: TimersInput,
  { signal }: ExampleContext,
  threads: Pool<typeof served>,
): Promise<TimersOutput> {
  signal.throwIfAborted();
  let othersFired = 0;
  const others = Array.from({ length: input.others }, (_, other) =>
    setTimeout(
      () => {
        othersFired += 1;
      },
      otherDelayMs(other, input),
    ),
  );
  try {
    const lateMs = await threads.run("seeFirings", input, { signal });
    return { lateMs, othersFired };
  } finally {
    for (const other of others) clearTimeout(other);
  }
}

/** When another timer is due: they spread over the time that the measured ones take. */
const otherDelayMs = (other: number, { delayMs, count, others }: TimersInput) =>
  1 + Math.floor((other * delayMs * count) / others);
