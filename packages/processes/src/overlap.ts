// overlap on processes.
//
// Start: both are tasks of the pool, each in a process of its own while there are two. Cancel: by a message; a process
// that reads or computes does not notice and is killed. Fail: the failure comes back as data and is rebuilt; it cancels
// the other task, which is awaited before the caller continues. Cost: a message each way per task; no slices, since a
// process that computes keeps no other task waiting.
import type { ExampleContext } from "@byturns/context";
import type { OverlapInput, OverlapOutput } from "@byturns/spec/overlap";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./overlap.child.ts";

export const child = new URL("./overlap.child.ts", import.meta.url);

/** Which file is read is known only when the processes are there. */
export const pool = { permissions: { read: ["*"] } };

/** Digests a file and computes. Rejects when the file cannot be read, and when the context's signal is aborted. */
export async function overlap(
  input: OverlapInput,
  context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<OverlapOutput> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const digesting = () => pool.run("digestFile", input, { signal });
  const computing = () => pool.run("computeAll", input, { signal });
  if (input.order === "one-after-other") return { ...(await digesting()), computed: await computing() };
  const parts = [digesting(), computing()] as const;
  try {
    const [digested, computed] = await Promise.all(parts);
    return { ...digested, computed };
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(parts);
    throw error;
  }
}
