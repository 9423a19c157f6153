// The same helper; a task is one message to a thread, and one back.
import { boundedMap } from "@byturns/threads/bounded-map";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
}

export async function run({ tasks, limit }: Input, threads: Pool<typeof served>) {
  const results = await boundedMap(tasks, limit, ({ value }) => threads.run("perform", value));
  return { results, failedTask: null, observed: null };
}
