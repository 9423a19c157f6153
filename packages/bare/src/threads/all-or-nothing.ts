// The same helper; a task is one message to a thread, and one back.
import { allOrNothing } from "@byturns/threads/all-or-nothing";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

export async function run(
  { tasks }: { readonly tasks: readonly { readonly value: number }[] },
  threads: Pool<typeof served>,
) {
  const all = tasks.map(
    ({ value }) =>
      (signal: AbortSignal) =>
        threads.run("perform", value, { signal }),
  );
  return { results: await allOrNothing(all), failedTask: null, observed: null };
}
