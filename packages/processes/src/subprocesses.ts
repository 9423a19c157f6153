// subprocesses on processes.
//
// Start: a task is asked of the pool, one program a process; that process spawns it as the leader of a process group.
// Cancel: by a message; the process asks the group to end (SIGTERM) and, after the grace, ends it (SIGKILL), as it does
// when this process is gone. Fail: how a program ends is a result; only the context's signal rejects. Cost: a message
// each way, a process, and a process that is kept meanwhile. What it buys: what a program prints, and how it
// misbehaves, is handled in another process.

import type { ExampleContext } from "@byturns/context";
import type {
  EndedProgram,
  Program,
  SubprocessesInput,
  SubprocessesOutput,
} from "@byturns/spec/subprocesses";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./subprocesses.child.ts";

export const child = new URL("./subprocesses.child.ts", import.meta.url);

// A process that is killed early could not end its program; a program's grace is 10 s at most.
export const pool = {
  graceMs: 15_000,
  // Deno signals a process group only where every program may be run, and looks at both variables to start one.
  permissions: { run: ["*"], env: ["PATH", "NODE_V8_COVERAGE"] },
};

/**
 * Runs every program, one by one or as many at once as there are processes, and leaves none of their groups behind;
 * only a program that creates its own group can escape. Rejects when the context's signal is aborted, after all of them
 * have ended.
 */
export async function subprocesses(
  input: SubprocessesInput,
  context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<SubprocessesOutput> {
  const { programs: _, order: __, ...limits } = input;
  const run = (program: Program) => pool.run("runProgram", { ...program, ...limits });
  const programs: EndedProgram[] = [];
  if (input.order === "at-once") {
    // The first that rejects must not leave the others behind.
    const settled = await Promise.allSettled(input.programs.map(run));
    const rejected = settled.find((one) => one.status === "rejected");
    if (rejected !== undefined) throw rejected.reason;
    programs.push(...settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
  } else for (const program of input.programs) programs.push(await run(program));
  context.signal.throwIfAborted();
  return { programs };
}
