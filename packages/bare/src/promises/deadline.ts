// The same helper, one task after the other; a task is one `await` of a promise that is resolved.
import { deadline } from "@byturns/promises/deadline";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly deadlineMs: number;
}

export async function run({ tasks, deadlineMs }: Input, signal: AbortSignal) {
  const outcomes: unknown[] = [];
  for (const { value } of tasks) {
    const task = async () => {
      await nothing;
      return value;
    };
    outcomes.push({ ended: "done", value: await deadline(task, deadlineMs, { signal }) });
  }
  return { outcomes, observed: null };
}

const nothing = Promise.resolve();
