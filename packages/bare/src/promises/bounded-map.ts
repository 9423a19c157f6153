// The same helper; a task is one `await` of a promise that is resolved.
import { boundedMap } from "@byturns/promises/bounded-map";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
}

export async function run({ tasks, limit }: Input, signal: AbortSignal) {
  const task = async ({ value }: Input["tasks"][number]) => {
    await nothing;
    return value;
  };
  const results = await boundedMap(tasks, limit, task, { signal });
  return { results, failedTask: null, observed: null };
}

const nothing = Promise.resolve();
