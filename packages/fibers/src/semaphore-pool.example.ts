// semaphore-pool as an example: many users share a few resources, and some give up.
import type { SemaphorePoolInput, SemaphorePoolOutput } from "@byturns/spec/semaphore-pool";
import * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";
import { deadline } from "./deadline.ts";
import { performerOf } from "./internal/tasks.ts";
import { ResourcePool } from "./semaphore-pool.ts";

/** Has the users share the pool, and returns how each ended. */
export const runSemaphorePool = Effect.fnUntraced(function* (
  input: SemaphorePoolInput,
): Effect.fn.Return<SemaphorePoolOutput, never, Scope.Scope> {
  const { users, permits } = input;
  const performer = yield* performerOf(users, input.observe);
  const resources = yield* ResourcePool.make(Array.from({ length: permits }, () => ({ users: 0 })));
  const granted: number[] = [];
  let lentTwice = 0;
  const use = (index: number) =>
    resources.use((resource) => {
      if (!input.observe) return performer.perform(index);
      return Effect.acquireUseRelease(
        Effect.sync(() => {
          granted.push(index);
          if (++resource.users > 1) lentTwice += 1;
        }),
        () => performer.perform(index),
        () => Effect.sync(() => void resource.users--),
      );
    });
  const run = ({ giveUpMs }: SemaphorePoolInput["users"][number], index: number) =>
    // Not `catchTags`, which takes as long as the rest of a task.
    Effect.match(giveUpMs === null ? use(index) : deadline(use(index), giveUpMs), {
      onSuccess: () => "done" as const,
      onFailure: ({ _tag }) => (_tag === "TaskFailed" ? ("failed" as const) : ("gave up" as const)),
    });
  const outcomes = yield* Effect.forEach(users, run, { concurrency: "unbounded" });
  const observed = performer.observed();
  return { outcomes, free: yield* resources.free, observed: observed && { ...observed, granted, lentTwice } };
}, Effect.scoped);
