// fib on processes.
//
// Start: each call is a task of the pool; this process recurses and adds. Cancel: by a message; a process that blocks
// does not notice and is killed. Fail: the failure comes back as data and is rebuilt. Cost: a message each way per
// call, sent with those of the same turn, and a process that sleeps where the call blocks.
import type { ExampleContext } from "@byturns/context";
import type { FibInput, FibOutput } from "@byturns/spec/fib";
import type { tasks } from "./fib.child.ts";
import type { Pool } from "./internal/pool.ts";

export const child = new URL("./fib.child.ts", import.meta.url);

// A call that yields leaves its process to others; one that blocks is as well placed in its process's queue as in the
// pool's, since all of them take equally long.
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY };

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
