// fib on fibers.
//
// Start: an effect is a value; two that run concurrently get a fiber each, on the only thread. Cancel: interruption ends the
// sleep; while a call blocks, no fiber can be interrupted. Fail: errors are typed; this effect cannot fail. Cost: one effect
// per call, one fiber if it is a task, and one timer if it yields.

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
