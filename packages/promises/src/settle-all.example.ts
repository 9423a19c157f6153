// settle-all on promises, as an example: the tasks of an input, gathered by `settleAll`.
import type { ExampleContext } from "@byturns/context";
import type { SettleAllInput, SettleAllOutput } from "@byturns/spec/settle-all";
import { performerOf, TaskFailed } from "./internal/tasks.ts";
import { settleAll } from "./settle-all.ts";

/** Gathers the tasks' outcomes. Rejects when the context's signal is aborted. */
export async function runSettleAll(input: SettleAllInput, context: ExampleContext): Promise<SettleAllOutput> {
  const performer = performerOf(input.tasks, context, input.observe);
  const tasks = input.tasks.map((_, index) => (signal: AbortSignal) => performer.perform(index, signal));
  const settled = await settleAll(tasks, { signal: context.signal });
  const outcomes = settled.map((outcome) => {
    if (outcome.status === "fulfilled") return { ended: "done" as const, value: outcome.value };
    if (!(outcome.reason instanceof TaskFailed)) throw outcome.reason;
    return { ended: "failed" as const, value: null };
  });
  return { outcomes, observed: performer.observed() };
}
