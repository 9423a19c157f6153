// fib on threads.
//
// Start: each call is posted to a pool of threads; the main thread recurses and adds. Cancel: by a message; a thread
// that blocks cannot receive it and is ended. Fail: the failure comes back as data and is rebuilt. Cost: a message each
// way per call, and a thread that sleeps where it blocks.

import type { ExampleContext } from "@byturns/context";
import type { FibInput, FibOutput } from "@byturns/spec/fib";
import type { tasks } from "./fib.worker.ts";
import type { Pool } from "./internal/pool.ts";

export const worker = new URL("./fib.worker.ts", import.meta.url);

// A call that yields leaves its thread to others; one that blocks is as well placed in its thread's queue as in the
// pool's, since all of them take equally long.
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

/** Computes `fib(n)`; every call pauses once. Rejects when the context's signal is aborted. */
export async function fib(
  input: FibInput,
  _context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<FibOutput> {
  const { pause, pauseMs } = input;
  let calls = 0;
  const call = async (n: number): Promise<number> => {
    calls += 1;
    await pool.run("pauseOnce", { task: `fib(${n}) ${calls}`, pause, pauseMs });
    if (n < 2) return n;
    if (input.calls === "sequential") return (await call(n - 1)) + (await call(n - 2));
    const [before, beforeThat] = await Promise.all([call(n - 1), call(n - 2)]);
    return before + beforeThat;
  };
  return { value: await call(input.n), calls };
}
