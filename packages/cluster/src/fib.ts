// fib on machines.
//
// Start: each call is a message to an entity on the machine that has the fewest; this process recurses and adds. Cancel:
// interruption, sent after the message; a machine that blocks receives it when it stops blocking. Fail: errors are typed; this
// effect cannot fail. Cost: a message each way per call, encoded and decoded, and a fiber on either side.
import type { FibInput, FibOutput } from "@byturns/spec/fib";
import * as Effect from "effect/Effect";
import { Pauser } from "./fib.machine.ts";
import { type Sharding, sure } from "./internal/cluster.ts";
import { type Places, shareOut } from "./internal/places.ts";

export const machine = new URL("./fib.machine.ts", import.meta.url);

/** Computes `fib(n)`; every call pauses once. */
export const fib = Effect.fnUntraced(function* (
  input: FibInput,
): Effect.fn.Return<FibOutput, never, Places | Sharding> {
  const { pause, pauseMs } = input;
  const client = yield* Pauser.client;
  const share = yield* shareOut(Number.POSITIVE_INFINITY);
  let calls = 0;
  const concurrency = input.calls === "tasks" ? "unbounded" : 1;
  const call: (n: number) => Effect.Effect<number> = Effect.fnUntraced(function* (n) {
    calls += 1;
    const task = `fib(${n}) ${calls}`;
    yield* share((place) => sure(client(place).pauseOnce({ task, pause, pauseMs })));
    if (n < 2) return n;
    const [before, beforeThat] = yield* Effect.all([call(n - 1), call(n - 2)], { concurrency });
    return before + beforeThat;
  });
  return { value: yield* call(input.n), calls };
});
