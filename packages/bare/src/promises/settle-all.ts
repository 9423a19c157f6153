// The same helper; a task is one `await` of a promise that is resolved, and one of them fails.
import { settleAll } from "@byturns/promises/settle-all";

interface Input {
  readonly tasks: readonly { readonly value: number; readonly fails: boolean }[];
}

export async function run({ tasks }: Input, signal: AbortSignal) {
  const settled = await settleAll(
    tasks.map(({ value, fails }) => async () => {
      await nothing;
      if (fails) throw new Error("A task failed");
      return value;
    }),
    { signal },
  );
  const outcomes = settled.map((outcome) =>
    outcome.status === "fulfilled"
      ? { ended: "done", value: outcome.value }
      : { ended: "failed", value: null },
  );
  return { outcomes, observed: null };
}

const nothing = Promise.resolve();
