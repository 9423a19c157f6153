// The same helper; an attempt is one `await` of a promise that is resolved.
import { backOff, retry } from "@byturns/promises/retry";

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
  signal: AbortSignal,
) {
  const one = async ({ failures }: { readonly failures: number }, call: number) => {
    const attempt = async (number: number) => {
      await nothing;
      if (number <= failures) throw new Error("An attempt failed");
      return number - 1;
    };
    const delays = backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call });
    return retry(attempt, { delays, signal }).then(
      (value) => ({ ended: "done", value }),
      () => ({ ended: "failed", value: null }),
    );
  };
  return { outcomes: await Promise.all(calls.map(one)), observed: null };
}

const nothing = Promise.resolve();
