// The same limit; a task is one `await` of a promise that is resolved.
import { RateLimit } from "@byturns/promises/rate-limit";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
  readonly intervalMs: number;
}

export async function run({ tasks, limit, intervalMs }: Input) {
  const rate = new RateLimit(limit, intervalMs);
  const one = ({ value }: { readonly value: number }) =>
    rate.run(async () => {
      await nothing;
      return value;
    });
  return { results: await Promise.all(tasks.map(one)), observed: null };
}

const nothing = Promise.resolve();
