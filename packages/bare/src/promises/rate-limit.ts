// The same limit; a task is one `await` of a promise that is resolved.
import { RateLimit } from "@byturns/promises/rate-limit";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
  readonly intervalMs: number;
}

export async function run({ tasks, limit, intervalMs }: Input, signal: AbortSignal) {
  const rate = new RateLimit(limit, intervalMs);
  const one = async ({ value }: { readonly value: number }) => {
    const task = async () => {
      await nothing;
      return value;
    };
    try {
      return await rate.run(task, { signal });
    } catch {
      return null;
    }
  };
  return { results: await Promise.all(tasks.map(one)), observed: null };
}

const nothing = Promise.resolve();
