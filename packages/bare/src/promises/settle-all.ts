// The same helper; a task is one `await` of a promise that is resolved, and one of them fails.
import { settleAll } from "@byturns/promises/settle-all";

interface Input {
  readonly tasks: readonly { readonly value: number; readonly fails: boolean }[];
}

export async function run({ tasks }: Input, signal: AbortSignal) {
  const settled = await settleAll(
    tasks.map(({ value, fails }, task) => async () => {
      await nothing;
      if (fails) throw new TaskFailed(task);
      return value;
    }),
    { signal },
  );
  const outcomes = settled.map((outcome) => {
    if (outcome.status === "fulfilled") return { ended: "done", value: outcome.value };
    if (!(outcome.reason instanceof TaskFailed)) throw outcome.reason;
    return { ended: "failed", value: null };
  });
  return { outcomes, observed: null };
}

/** A task failed because the input asks for that. */
class TaskFailed extends Error {
  readonly task: number;
  constructor(task: number) {
    super(`Task ${task} failed`);
    this.task = task;
  }
}

const nothing = Promise.resolve();
