// Each line is a task on a thread, which it blocks.
import type { Pool } from "../pool.ts";
import type { tasks } from "./say-after.worker.ts";

export const worker = new URL("./say-after.worker.ts", import.meta.url);

interface Input {
  readonly lines: readonly { readonly text: string; readonly delayMs: number }[];
}

export async function run({ lines }: Input, pool: Pool<typeof tasks>) {
  // The only clock that threads share.
  const beganMs = Number(process.hrtime.bigint()) / 1e6;
  const said: unknown[] = [];
  const say = async (line: Input["lines"][number]) => {
    const startMs = Number(process.hrtime.bigint()) / 1e6 - beganMs;
    await pool.run("sayLine", line.delayMs);
    said.push({ text: line.text, startMs, finishMs: Number(process.hrtime.bigint()) / 1e6 - beganMs });
  };
  await Promise.all(lines.map(say));
  return { lines: said };
}
