// fib on fibers.
//
// Start: an effect is a value; asking for two concurrently starts a fiber for each, on the one thread there is.
// Cancel: interruption wakes the sleep; nobody hears it while a call blocks. Fail: errors stand in the type; here
// there are none. Cost: an effect a call, a fiber where it is a task, and a timer where it yields.

import { block } from "@byturns/context";
import type { FibInput, FibOutput } from "@byturns/spec/fib";
import * as Effect from "effect/Effect";
import { blocking, waiting } from "./internal/spans.ts";

/** Computes `fib(n)`; every call pauses once. */
export const fib = Effect.fnUntraced(function* (input: FibInput): Effect.fn.Return<FibOutput> {
  const { pause, pauseMs } = input;
  let calls = 0;
  const concurrency = input.calls === "tasks" ? "unbounded" : 1;
  const call: (n: number) => Effect.Effect<number> = Effect.fnUntraced(function* (n) {
    calls += 1;
    if (pause === "blocks") yield* Effect.sync(() => block(pauseMs)).pipe(blocking(`fib(${n}) ${calls}`));
    else if (pause === "yields") yield* Effect.sleep(pauseMs).pipe(waiting(`fib(${n}) ${calls}`));
    if (n < 2) return n;
    const [before, beforeThat] = yield* Effect.all([call(n - 1), call(n - 2)], { concurrency });
    return before + beforeThat;
  });
  return { value: yield* call(input.n), calls };
});
