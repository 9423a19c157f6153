// settle-all on processes, as an example: the tasks of an input, gathered by the `settleAll` of promises.
//
// Start: all tasks are handed to the pool at once. Cancel: the pool sends the signal on, and kills a process that does
// not answer within its grace. Fail: never; each failure, rebuilt, is an outcome. Cost: a message each way per task.
import type { ExampleContext } from "@byturns/context";
import { settleAll } from "@byturns/promises/settle-all";
import type { SettleAllInput, SettleAllOutput } from "@byturns/spec/settle-all";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** Tasks that pause leave their process to others; cleaning up matters more here than leaving early. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY, graceMs: 2_000 };

/** Gathers the tasks' outcomes. Rejects when the context's signal is aborted. */
export async function runSettleAll(
  input: SettleAllInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<SettleAllOutput> {
  const performer = performerOf(input.tasks, processes, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  const settled = await settleAll(tasks, { signal: context.signal });
  const outcomes = settled.map((outcome) => {
    if (outcome.status === "fulfilled") return { ended: "done" as const, value: outcome.value };
    if (!TaskFailed.is(outcome.reason)) throw outcome.reason;
    return { ended: "failed" as const, value: null };
  });
  return { outcomes, observed: performer.observed() };
}
