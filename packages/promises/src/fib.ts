// fib on promises.
//
// Start: calling an async function runs it up to its first await; a call that blocks starts nothing beside it. Cancel:
// the signal is passed to the timer; it has no effect while a call blocks or computes. Fail: the rejection reaches the
// awaiting caller. Cost: one or two promises per call, and a timer where it yields.
import { setTimeout as sleep } from "node:timers/promises";
import { block, type ExampleContext } from "@byturns/context";
import type { FibInput, FibOutput } from "@byturns/spec/fib";

/** Computes `fib(n)`; every call pauses once. Rejects when the context's signal is aborted. */
export async function fib(input: FibInput, context: ExampleContext): Promise<FibOutput> {
  const { pause, pauseMs } = input;
  let calls = 0;
  const call = async (n: number): Promise<number> => {
    context.signal.throwIfAborted();
    calls += 1;
    if (pause === "blocks") context.blocking(`fib(${n}) ${calls}`, () => block(pauseMs));
    else if (pause === "yields") {
      await context.waiting(`fib(${n}) ${calls}`, sleep(pauseMs, undefined, { signal: context.signal }));
    }
    if (n < 2) return n;
    if (input.calls === "sequential") return (await call(n - 1)) + (await call(n - 2));
    const [before, beforeThat] = await Promise.all([call(n - 1), call(n - 2)]);
    return before + beforeThat;
  };
  return { value: await call(input.n), calls };
}
