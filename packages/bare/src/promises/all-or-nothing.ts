// The same helper; a task is one `await` of a promise that is resolved.
import { allOrNothing } from "@byturns/promises/all-or-nothing";

export async function run({ tasks }: { readonly tasks: readonly { readonly value: number }[] }) {
  const all = tasks.map(({ value }) => async () => {
    await nothing;
    return value;
  });
  return { results: await allOrNothing(all), failedTask: null, observed: null };
}

const nothing = Promise.resolve();
