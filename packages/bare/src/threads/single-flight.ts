// The same helper; a call is one message to a thread, and one back.
import { SingleFlight } from "@byturns/threads/single-flight";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly calls: readonly Task[];
  readonly callers: number;
}

export async function run({ calls, callers }: Input, threads: Pool<typeof served>, { signal }: Call) {
  const flights = new SingleFlight<number, number>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
  const ask = async (key: number) => {
    const task = calls[key] as Task;
    const call = (signal: AbortSignal) => threads.run("perform", task, { signal });
    const answer = answers[key] as (typeof answers)[number];
    try {
      if ((await flights.run(key, call, { signal })) === task.value) answer.results += 1;
    } catch {
      answer.failures += 1;
    }
  };
  await Promise.all(calls.flatMap((_, key) => Array.from({ length: callers }, () => ask(key))));
  return { answers, observed: null };
}
