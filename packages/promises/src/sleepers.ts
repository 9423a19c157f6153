// sleepers on promises.
//
// Start: a sleeper is a promise and the timer that resolves it. Cancel: one listener clears all timers; one listener
// per sleeper, as in `timers/promises`, would make adding each one slower than the last. Fail: the promise rejects with
// the signal's reason. Cost: a promise, its resolving function and a timer.

import type { ExampleContext } from "@byturns/context";
import type { SleepersInput, SleepersOutput } from "@byturns/spec/sleepers";

/** Has all of them sleep. Rejects when the context's signal is aborted. */
export async function sleepers(input: SleepersInput, context: ExampleContext): Promise<SleepersOutput> {
  const { signal, nowMs } = context;
  signal.throwIfAborted();
  const timers: NodeJS.Timeout[] = [];
  const sleep = (resolve: () => void) => {
    timers.push(setTimeout(resolve, input.sleepMs));
  };
  const startMs = nowMs();
  const asleep = context.running("begin", () => {
    const promises: Promise<void>[] = [];
    for (let sleeper = 0; sleeper < input.sleepers; sleeper++) promises.push(new Promise(sleep));
    return promises;
  });
  const begunMs = nowMs() - startMs;
  const { promise: canceled, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    for (const timer of timers) clearTimeout(timer);
    reject(signal.reason);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const woken = await context.waiting("sleep", Promise.race([canceled, countOf(asleep)]));
    return { woken, begunMs, tookMs: nowMs() - startMs };
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function countOf(asleep: readonly Promise<void>[]): Promise<number> {
  let woken = 0;
  for (const sleeper of asleep) {
    await sleeper;
    woken += 1;
  }
  return woken;
}
