// subprocesses on threads.
//
// Start: a task is posted to a pool of threads, one program a thread; the thread spawns it as the leader of a process
// group. Cancel: by a message; the thread asks the group to end (SIGTERM) and, after the grace, ends it (SIGKILL).
// Fail: how a program ends is a result; only the context's signal rejects. Cost: a message each way, a process, and a
// thread that is kept meanwhile: `spawnSync` would block it, but ends no group, and cannot be canceled.

import type { ExampleContext } from "@byturns/context";
import type {
  EndedProgram,
  Program,
  SubprocessesInput,
  SubprocessesOutput,
} from "@byturns/spec/subprocesses";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./subprocesses.worker.ts";

export const worker = new URL("./subprocesses.worker.ts", import.meta.url);

// A thread that is ended early could not end its program; a program's grace is 10 s at most.
export const pool = { graceMs: 15_000 };

/**
 * Runs every program, one by one or as many at once as there are threads, and leaves none of their groups behind; only
 * a program that creates its own group can escape. Rejects when the context's signal is aborted, after all of them have
 * ended.
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
