// single-flight on threads, as an example: many callers for each key, answered by `SingleFlight`.
import type { ExampleContext } from "@byturns/context";
import type { SingleFlightInput, SingleFlightOutput } from "@byturns/spec/single-flight";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";
import { SingleFlight } from "./single-flight.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Asks for every call many times, and returns what the callers got. Rejects when the context's signal is aborted. */
export async function runSingleFlight(
  input: SingleFlightInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<SingleFlightOutput> {
  const { calls, callers, leavers, leaveMs } = input;
  const performer = performerOf(threads, calls, context, input.observe);
  const flights = new SingleFlight<number, number>();
  const answers = calls.map(() => ({ results: 0, failures: 0, left: 0 }));
  const leave = leavers > 0 ? new AbortController() : undefined;
  const timer = leave && setTimeout(() => leave.abort(), leaveMs);
  const leaving = leave ? AbortSignal.any([context.signal, leave.signal]) : context.signal;
  let unexpected: { readonly error: unknown } | undefined;

  const ask = async (key: number, signal: AbortSignal) => {
    const answer = answers[key] as (typeof answers)[number];
    try {
      const value = await flights.run(key, (signal) => performer.perform(key, signal), { signal });
      if (value === calls[key]?.value) answer.results += 1;
    } catch (error) {
      if (TaskFailed.is(error) && error.index === key) answer.failures += 1;
      else if (leave?.signal.aborted && error === leave.signal.reason) answer.left += 1;
      // Not thrown: every caller ends before the rejection.
      else unexpected ??= { error };
    }
  };
  const asked = calls.flatMap((_, key) =>
    Array.from({ length: callers }, (_, caller) => ask(key, caller < leavers ? leaving : context.signal)),
  );
  await Promise.all(asked);
  clearTimeout(timer);
  if (unexpected !== undefined) throw unexpected.error;
  return { answers, observed: performer.observed() };
}
