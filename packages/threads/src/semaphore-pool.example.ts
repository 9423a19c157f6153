// semaphore-pool on threads, as an example: the users of an input share a `ResourcePool`.
import type { ExampleContext } from "@byturns/context";
import type { SemaphorePoolInput, SemaphorePoolOutput } from "@byturns/spec/semaphore-pool";
import { DeadlineExceeded, deadline } from "./deadline.ts";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";
import { ResourcePool } from "./semaphore-pool.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Has the users share the pool, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runSemaphorePool(
  input: SemaphorePoolInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<SemaphorePoolOutput> {
  const { users, permits } = input;
  const { signal } = context;
  const performer = performerOf(threads, users, context, input.observe);
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({ users: 0 })));
  const granted: number[] = [];
  let lentTwice = 0;
  const watched = (index: number, signal: AbortSignal) => async (resource: { users: number }) => {
    granted.push(index);
    if (++resource.users > 1) lentTwice += 1;
    try {
      return await performer.perform(index, signal);
    } finally {
      resource.users -= 1;
    }
  };
  const bare = (index: number, signal: AbortSignal) => () => performer.perform(index, signal);
  const perform = input.observe ? watched : bare;
  const use = (index: number, signal: AbortSignal) => resources.use(perform(index, signal), { signal });
  const run = async ({ giveUpMs }: SemaphorePoolInput["users"][number], index: number) => {
    try {
      await (giveUpMs === null
        ? use(index, signal)
        : deadline((signal) => use(index, signal), giveUpMs, { signal }));
      return "done";
    } catch (error) {
      if (TaskFailed.is(error)) return "failed";
      // When the context's signal is aborted, every task ends before the rejection.
      if (error instanceof DeadlineExceeded || signal.aborted) return "gave up";
      throw error;
    }
  };
  const outcomes = await Promise.all(users.map(run));
  signal.throwIfAborted();
  const observed = performer.observed();
  return { outcomes, free: resources.free, observed: observed && { ...observed, granted, lentTwice } };
}
