// A program a thread.
import type { Pool } from "../pool.ts";
import type { Program, tasks } from "./subprocesses.worker.ts";

export const worker = new URL("./subprocesses.worker.ts", import.meta.url);

interface Input {
  readonly programs: readonly Omit<Program, "deadlineMs" | "graceMs">[];
  readonly deadlineMs: number;
  readonly graceMs: number;
}

export async function run({ programs, deadlineMs, graceMs }: Input, pool: Pool<typeof tasks>) {
  const one = (program: Input["programs"][number]) =>
    pool.run("runProgram", { ...program, deadlineMs, graceMs });
  return { programs: await Promise.all(programs.map(one)) };
}
