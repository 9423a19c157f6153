// The same helper; a call is one message to a thread, and one back.
import { SingleFlight } from "@byturns/threads/single-flight";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly calls: readonly { readonly value: number }[];
  readonly callers: number;
}

export async function run({ calls, callers }: Input, threads: Pool<typeof served>) {
  const flights = new SingleFlight<number, number>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
  const ask = async (key: number) => {
    const value = calls[key]?.value as number;
    const call = (signal: AbortSignal) => threads.run("perform", value, { signal });
    const answer = answers[key] as (typeof answers)[number];
    if ((await flights.run(key, call)) === value) answer.results += 1;
  };
  await Promise.all(calls.flatMap((_, key) => Array.from({ length: callers }, () => ask(key))));
  return { answers, observed: null };
}
