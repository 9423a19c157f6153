// The same limit; a task is one `await` of a promise that is resolved.
import { RateLimit } from "@byturns/promises/rate-limit";

interface Input {
  readonly tasks: readonly { readonly value: number; readonly fails: boolean }[];
  readonly limit: number;
  readonly intervalMs: number;
}

export async function run({ tasks, limit, intervalMs }: Input, signal: AbortSignal) {
  const rate = new RateLimit(limit, intervalMs);
  const one = async ({ value, fails }: { readonly value: number; readonly fails: boolean }) => {
    const task = async () => {
      await nothing;
      if (fails) throw new Error("A task failed");
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
