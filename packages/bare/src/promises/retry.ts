// The same helper; an attempt is one `await` of a promise that is resolved.
import { backOff, retry } from "@byturns/promises/retry";

interface Call {
  readonly failures: number;
  readonly permanent: boolean;
}

interface Input {
  readonly calls: readonly Call[];
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
  signal: AbortSignal,
) {
  const one = async ({ failures, permanent }: Call, call: number) => {
    const attempt = async (number: number) => {
      await nothing;
      if (number <= failures) throw new AttemptFailed(number);
      return number - 1;
    };
    const options = {
      delays: backOff({ retries, baseMs, factor, maxMs, jitter, seed: seed + call }),
      retryIf: () => !permanent,
      withinMs: withinMs ?? Infinity,
      signal,
    };
    return retry(attempt, options).then(
      (value) => ({ ended: "done", value }),
      (error) => {
        if (error instanceof AttemptFailed) return { ended: "failed", value: null };
        throw error;
      },
    );
  };
  return { outcomes: await Promise.all(calls.map(one)), observed: null };
}

/** An attempt failed because the input asks for that. */
class AttemptFailed extends Error {
  readonly attempt: number;
  constructor(attempt: number) {
    super(`Attempt ${attempt} failed`);
    this.attempt = attempt;
  }
}

const nothing = Promise.resolve();
