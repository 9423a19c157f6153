// A program a thread.
import type { Pool } from "../pool.ts";
import type { Program, tasks } from "./subprocesses.worker.ts";

export const worker = new URL("./subprocesses.worker.ts", import.meta.url);

interface Input extends Pick<Program, "deadlineMs" | "graceMs" | "mostOutputBytes"> {
  readonly programs: readonly Pick<Program, "name" | "words">[];
}

export async function run({ programs, ...limits }: Input, pool: Pool<typeof tasks>) {
  const one = (program: Input["programs"][number]) => pool.run("runProgram", { ...program, ...limits });
  return { programs: await Promise.all(programs.map(one)) };
}
