// The questions asked of any semaphore or mutex.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import { DeadlineExceeded, deadline } from "@byturns/promises/deadline";
import { performerOf, TaskFailed } from "@byturns/promises/internal/tasks";
import type { Permits } from "@byturns/schedules/properties/permits";
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import type { SemaphorePoolInput, SemaphorePoolOutput } from "@byturns/spec/semaphore-pool";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import { itself, summed } from "./itself.ts";

/** A permit in its simplest use: what it costs by itself. */
export type BarePermits = (permits: number) => (task: () => Promise<number>) => Promise<number>;

/** The example `semaphore-pool`: permits, and a resource for each holder. */
export async function runSemaphorePool(
  make: (permits: number) => Permits,
  { users, permits, observe }: SemaphorePoolInput,
  context: ExampleContext,
): Promise<SemaphorePoolOutput> {
  const { signal } = context;
  const performer = performerOf(users, context, observe);
  const held = make(permits);
  const idle = Array.from({ length: permits }, () => ({ users: 0 }));
  const granted: number[] = [];
  let lentTwice = 0;
  const use = (index: number, signal: AbortSignal) =>
    held.run(
      async () => {
        const resource = idle.pop() ?? { users: 1 };
        if (observe) granted.push(index);
        if (++resource.users > 1) lentTwice += 1;
        try {
          await performer.perform(index, signal);
        } finally {
          resource.users -= 1;
          idle.push(resource);
        }
      },
      { signal },
    );
  const run = async ({ giveUpMs }: SemaphorePoolInput["users"][number], index: number) => {
    try {
      await (giveUpMs === null
        ? use(index, signal)
        : deadline((signal) => use(index, signal), giveUpMs, { signal }));
      return "done";
    } catch (error) {
      if (error instanceof TaskFailed) return "failed";
      if (error instanceof DeadlineExceeded || signal.aborted) return "gave up";
      throw error;
    }
  };
  const outcomes = await Promise.all(users.map(run));
  signal.throwIfAborted();
  const observed = performer.observed();
  const free = held.idle() ? permits : 0;
  return { outcomes, free, observed: observed && { ...observed, granted, lentTwice } };
}

/** The example `mutex`; without its guard it uses no helper. */
export async function runMutex(
  make: (permits: number) => Permits,
  { writers, updates, gapMs, guarded, observe }: MutexInput,
  context: ExampleContext,
): Promise<MutexOutput> {
  const { signal } = context;
  const mutex = make(1);
  const updatesMade = Array.from({ length: writers }, () => 0);
  let count = 0;
  let inside = 0;
  let peakInside = 0;
  const update = async (writer: number) => {
    inside += 1;
    if (inside > peakInside) peakInside = inside;
    const read = count;
    await context.waiting(`writer ${writer}`, gapMs > 0 ? sleep(gapMs, undefined, { signal }) : nothing);
    count = read + 1;
    inside -= 1;
  };
  const write = async (_: unknown, writer: number) => {
    for (let made = 0; made < updates; made++) {
      signal.throwIfAborted();
      await (guarded ? mutex.run(() => update(writer), { signal }) : update(writer));
      updatesMade[writer] = made + 1;
    }
  };
  await Promise.allSettled(updatesMade.map(write));
  signal.throwIfAborted();
  return { count, observed: observe ? { updatesMade, peakInside } : null };
}

/** Its cost: many calls at once, for a number of permits. */
export async function permitsCost(make: BarePermits, { items, limit }: CostInput): Promise<CostOutput> {
  const run = make(limit);
  return summed(await Promise.all(Array.from({ length: items }, (_, i) => run(() => itself(i)))));
}

const nothing = Promise.resolve();
