// The same helper; an attempt is one message to a thread, and one back.
import { backOff, retry } from "@byturns/threads/retry";
import type { Call, Pool } from "../pool.ts";
import type { tasks } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly calls: readonly { readonly failures: number }[];
  readonly retries: number;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: number;
  readonly seed: number;
}

export async function run(
  { calls, seed, retries, baseMs, factor, maxMs, jitter }: Input,
  threads: Pool<typeof tasks>,
  { signal }: Call,
) {
  const one = async ({ failures }: { readonly failures: number }, call: number) => {
    const attempt = (number: number, signal: AbortSignal) =>
      threads.run("perform", { pauseMs: 0, value: number - 1, fails: number <= failures }, { signal });
    const delays = backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call });
    return retry(attempt, { delays, signal }).then(
      (value) => ({ ended: "done", value }),
      () => ({ ended: "failed", value: null }),
    );
  };
  return { outcomes: await Promise.all(calls.map(one)), observed: null };
}
