// single-flight on processes, as an example: many callers for each key, answered by the `SingleFlight` of promises.
//
// Start: the first caller of a key sends its call to the pool. Cancel: a caller's signal ends its waiting; the call is
// canceled when no caller waits for it. Fail: every caller gets the call's failure, rebuilt. Cost: a message each way
// per call; a caller that shares a call costs none.
import type { ExampleContext } from "@byturns/context";
import { SingleFlight } from "@byturns/promises/single-flight";
import type { SingleFlightInput, SingleFlightOutput } from "@byturns/spec/single-flight";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** Tasks that pause leave their process to others; cleaning up matters more here than leaving early. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY, graceMs: 2_000 };

/** Asks for every call many times, and returns what the callers got. Rejects when the context's signal is aborted. */
export async function runSingleFlight(
  input: SingleFlightInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<SingleFlightOutput> {
  const { calls, callers, leavers, leaveMs } = input;
  const performer = performerOf(calls, processes, input.observe);
  const flights = new SingleFlight<number, number>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
  const leave = new AbortController();
  const timer = leavers > 0 ? setTimeout(() => leave.abort(), leaveMs) : undefined;
  const leaving = leavers > 0 ? AbortSignal.any([context.signal, leave.signal]) : context.signal;

  const ask = async (key: number, signal: AbortSignal) => {
    const answer = answers[key] as (typeof answers)[number];
    try {
      const value = await flights.run(key, (signal) => performer.perform(key, signal), { signal });
      if (value === calls[key]?.value) answer.results += 1;
    } catch (error) {
      if (TaskFailed.is(error) && error.index === key) answer.failures += 1;
      else if (leave.signal.aborted && error === leave.signal.reason) answer.left += 1;
      else throw error;
    }
  };
  const asked = calls.flatMap((_, key) =>
    Array.from({ length: callers }, (_, caller) => ask(key, caller < leavers ? leaving : context.signal)),
  );
  for (const settled of await Promise.allSettled(asked)) {
    if (settled.status === "rejected") {
      clearTimeout(timer);
      throw settled.reason;
    }
  }
  clearTimeout(timer);
  return { answers, observed: performer.observed() };
}
