// say-after on threads.
//
// Start: a task is posted to a pool of threads. Cancel: by a message; a thread that blocks cannot receive it and is
// ended. Fail: the failure comes back as data and is rebuilt. Cost: a message each way, and a thread that sleeps.

import type { ExampleContext } from "@byturns/context";
import type { SaidLine, SayAfterInput, SayAfterLine, SayAfterOutput } from "@byturns/spec/say-after";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./say-after.worker.ts";

export const worker = new URL("./say-after.worker.ts", import.meta.url);

/** Prints every line after its delay, one by one or all at once. Rejects when the context's signal is aborted. */
export async function sayAfter(
  input: SayAfterInput,
  context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<SayAfterOutput> {
  const beganMs = context.nowMs();
  const lines: SaidLine[] = [];
  const say = async (line: SayAfterLine) => {
    lines.push(await pool.run("sayLine", { ...line, beganMs }));
  };
  if (input.order === "concurrent") await Promise.all(input.lines.map(say));
  else for (const line of input.lines) await say(line);
  return { lines };
}
