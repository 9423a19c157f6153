// What only Effect can count: fibers, and the turns of its scheduler.
import type { Counters } from "@byturns/context";
import * as Effect from "effect/Effect";
import type * as Fiber from "effect/Fiber";
import { MixedScheduler } from "effect/Scheduler";

/**
 * Begins to count. Fibers are numbered in the order in which they are made, so the number of a new one is how many
 * there were. A task is what a fiber leaves to the scheduler: to continue after it was suspended, or yielded. A turn
 * runs all tasks that have come together at one dispatcher.
 */
export async function count(): Promise<Counters> {
  const counts = { "scheduler tasks": 0, "scheduler turns": 0, yields: 0 };
  const prototype = MixedScheduler.prototype;
  const { makeDispatcher, shouldYield } = prototype;
  prototype.makeDispatcher = function (this: MixedScheduler) {
    const dispatcher = makeDispatcher.call(this);
    const { scheduleTask, runTasks } = dispatcher;
    dispatcher.scheduleTask = (task, priority) => {
      counts["scheduler tasks"] += 1;
      scheduleTask.call(dispatcher, task, priority);
    };
    dispatcher.runTasks = () => {
      counts["scheduler turns"] += 1;
      runTasks.call(dispatcher);
    };
    return dispatcher;
  };
  prototype.shouldYield = function (this: MixedScheduler, fiber: Fiber.Fiber<unknown, unknown>) {
    const yields = shouldYield.call(this, fiber);
    if (yields) counts.yields += 1;
    return yields;
  };
  let own = 0;
  return {
    read() {
      own += 1;
      const { id } = Effect.runFork(Effect.void);
      return { fibers: id - own, ...counts };
    },
  };
}
