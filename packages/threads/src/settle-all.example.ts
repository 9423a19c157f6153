// settle-all on threads, as an example: the tasks of an input, gathered by `settleAll`.
import type { ExampleContext } from "@byturns/context";
import type { SettleAllInput, SettleAllOutput } from "@byturns/spec/settle-all";
import type { Pool } from "./internal/pool.ts";
import { performerOf, TaskFailed, taskMemory } from "./internal/tasks.ts";
import type { tasks as served } from "./internal/tasks.worker.ts";
import { settleAll } from "./settle-all.ts";

export const worker = new URL("./internal/tasks.worker.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000, memory: taskMemory };

/** Gathers the tasks' outcomes. Rejects when the context's signal is aborted. */
export async function runSettleAll(
  input: SettleAllInput,
  context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<SettleAllOutput> {
  const performer = performerOf(threads, input.tasks, context, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  const settled = await settleAll(tasks, { signal: context.signal });
  const outcomes = settled.map((outcome) => {
    if (outcome.status === "fulfilled") return { ended: "done" as const, value: outcome.value };
    if (!TaskFailed.is(outcome.reason)) throw outcome.reason;
    return { ended: "failed" as const, value: null };
  });
  return { outcomes, observed: performer.observed() };
}
