// semaphore-pool on promises, as an example: the users of an input share a `ResourcePool`.
import type { ExampleContext } from "@byturns/context";
import type { SemaphorePoolInput, SemaphorePoolOutput } from "@byturns/spec/semaphore-pool";
import { DeadlineExceeded, deadline } from "./deadline.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import { ResourcePool } from "./semaphore-pool.ts";

/** Has the users share the pool, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runSemaphorePool(
  input: SemaphorePoolInput,
  context: ExampleContext,
): Promise<SemaphorePoolOutput> {
  const { users, permits } = input;
  const { signal } = context;
  const performer = performerOf(users, context, input.observe);
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
      if (error instanceof TaskFailed) return "failed";
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
