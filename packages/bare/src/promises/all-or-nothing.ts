// The same helper; a task is one `await` of a promise that is resolved.
import { allOrNothing } from "@byturns/promises/all-or-nothing";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
}

export async function run({ tasks }: Input, signal: AbortSignal) {
  const all = tasks.map(({ value }) => async () => {
    await nothing;
    return value;
  });
  return { results: await allOrNothing(all, { signal }), failedTask: null, observed: null };
}

const nothing = Promise.resolve();
