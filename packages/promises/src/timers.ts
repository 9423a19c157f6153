// timers on promises.
//
// Start: a timer is set by the call, and the event loop resolves its promise once it is due. Cancel: an aborted signal
// removes the timer. Fail: the rejection reaches the awaiting caller. Cost: one timer and one promise per firing, in a
// turn of the event loop after it is due.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { TimersInput, TimersOutput } from "@byturns/spec/timers";

/** Sets the other timers, then measures when timers fire. Rejects when the context's signal is aborted. */
export async function timers(input: TimersInput, context: ExampleContext): Promise<TimersOutput> {
  const { delayMs, count } = input;
  const { signal } = context;
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
    const lateMs: number[] = [];
    const setAtMs = context.nowMs();
    if (input.kind === "periodic") {
      const firing = () => lateMs.push(context.nowMs() - setAtMs - delayMs * (lateMs.length + 1)) === count;
      await context.waiting("timer", every(delayMs, firing, signal));
      return { lateMs, othersFired };
    }
    while (lateMs.length < count) {
      const beganMs = context.nowMs();
      await context.waiting("timer", sleep(delayMs, undefined, { signal }));
      lateMs.push(context.nowMs() - beganMs - delayMs);
    }
    return { lateMs, othersFired };
  } finally {
    for (const other of others) clearTimeout(other);
  }
}

/** Calls `firing` at every interval until it returns true. Rejects with the signal's reason when it is aborted. */
async function every(delayMs: number, firing: () => boolean, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  const timer = setInterval(() => {
    if (firing()) {
      clearInterval(timer);
      resolve();
    }
  }, delayMs);
  try {
    await promise;
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

/** When another timer is due: they spread over the time that the measured ones take. */
const otherDelayMs = (other: number, { delayMs, count, others }: TimersInput) =>
  1 + Math.floor((other * delayMs * count) / others);
