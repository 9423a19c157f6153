// The questions asked of any single flight.

import type { ExampleContext } from "@byturns/context";
import { performerOf, TaskFailed } from "@byturns/promises/internal/tasks";
import type { Flights } from "@byturns/schedules/properties/single-flight";
import type { SingleFlightInput, SingleFlightOutput } from "@byturns/spec/single-flight";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import { itself } from "./itself.ts";

/** A shared call in its simplest use: what it costs by itself. */
export type BareFlights = (task: (key: number) => Promise<number>) => (key: number) => Promise<number>;

/** The example. */
export async function runSingleFlight(
  make: () => Flights,
  { calls, callers, leavers, leaveMs, observe }: SingleFlightInput,
  context: ExampleContext,
): Promise<SingleFlightOutput> {
  const performer = performerOf(calls, context, observe);
  const flights = make();
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
      if (error instanceof TaskFailed && error.index === key) answer.failures += 1;
      else if (leave.signal.aborted && error === leave.signal.reason) answer.left += 1;
      else throw error;
    }
  };
  const asked = calls.flatMap((_, key) =>
    Array.from({ length: callers }, (_, caller) => ask(key, caller < leavers ? leaving : context.signal)),
  );
  const settled = await Promise.allSettled(asked);
  clearTimeout(timer);
  for (const one of settled) if (one.status === "rejected") throw one.reason;
  return { answers, observed: performer.observed() };
}

/** Its cost: many callers, `limit` of them for each key at once; then the next callers ask for each key again. */
export async function singleFlightCost(share: BareFlights, { items, limit }: CostInput): Promise<CostOutput> {
  const keys = 10;
  const ask = share(itself);
  let [count, sum] = [0, 0];
  for (let done = 0; done < items; ) {
    const asked: Promise<number>[] = [];
    for (; asked.length < limit * keys && done < items; done++) asked.push(ask(done % keys));
    for (const key of await Promise.all(asked)) {
      // Every caller adds its own item; the shared call returns its key.
      sum += count - (count % keys) + key;
      count += 1;
    }
  }
  return { items: count, sum };
}
