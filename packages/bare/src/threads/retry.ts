// The same helper; an attempt is one message to a thread, and one back.
import { backOff, retry } from "@byturns/threads/retry";
import type { Call, Pool } from "../pool.ts";
import type { tasks } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Asked {
  readonly failures: number;
  readonly permanent: boolean;
}

interface Input {
  readonly calls: readonly Asked[];
  readonly retries: number;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: number;
  readonly seed: number;
  readonly withinMs: number | null;
}

export async function run(
  { calls, seed, retries, baseMs, factor, maxMs, jitter, withinMs }: Input,
  threads: Pool<typeof tasks>,
  { signal }: Call,
) {
  const one = async ({ failures, permanent }: Asked, call: number) => {
    const attempt = (number: number, signal: AbortSignal) =>
      threads.run("perform", { pauseMs: 0, value: number - 1, fails: number <= failures }, { signal });
    const options = {
      delays: backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call }),
      retryIf: () => !permanent,
      withinMs: withinMs ?? Infinity,
      signal,
    };
    return retry(attempt, options).then(
      (value) => ({ ended: "done", value }),
      (error) => {
        if (error instanceof Error && "_tag" in error) return { ended: "failed", value: null };
        throw error;
      },
    );
  };
  return { outcomes: await Promise.all(calls.map(one)), observed: null };
}
