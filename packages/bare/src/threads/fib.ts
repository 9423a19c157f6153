// Each call pauses on a thread; the main thread recurses and adds.
import type { Pool } from "../pool.ts";
import type { tasks } from "./fib.worker.ts";

export const worker = new URL("./fib.worker.ts", import.meta.url);
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

interface Input {
  readonly n: number;
  readonly pause: "blocks" | "yields" | "none";
  readonly pauseMs: number;
}

export async function run({ n: first, pause, pauseMs }: Input, threads: Pool<typeof tasks>) {
  let calls = 0;
  const call = async (n: number): Promise<number> => {
    calls += 1;
    await threads.run("pauseOnce", { pause, pauseMs });
    if (n < 2) return n;
    const [one, two] = await Promise.all([call(n - 1), call(n - 2)]);
    return one + two;
  };
  return { value: await call(first), calls };
}
