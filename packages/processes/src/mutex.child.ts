// The child's side of mutex: a writer, which adds to a count that the process of its caller keeps.
import { setTimeout as sleep } from "node:timers/promises";
import type { MutexInput } from "@byturns/spec/mutex";
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { write };
serve(tasks);

async function write(
  { updates, gapMs, guarded, writer }: MutexInput & { readonly writer: number },
  context: ProcessContext,
): Promise<void> {
  const { signal } = context;
  const update = async () => {
    const read = await context.ask<number>("read");
    if (gapMs > 0) await sleep(gapMs, undefined, { signal });
    await context.ask("write", read + 1);
  };
  for (let made = 0; made < updates; made++) {
    signal.throwIfAborted();
    if (guarded) await context.ask("enter");
    await context.waiting(`writer ${writer}`, update());
    if (guarded) context.report("leave");
  }
}
