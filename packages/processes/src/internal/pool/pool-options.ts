// How a pool is made, and how one of its tasks is run.
import type { ExampleContext } from "@byturns/context";
import type { ChildPermissions } from "../runtime.ts";
import type { Answers } from "./jobs.ts";

/** How a pool is made. */
export interface PoolOptions {
  /** Cancellation, spans, and the number of processes: its `threads`. */
  readonly context: ExampleContext;
  /**
   * How many tasks one process may be sent before it answers, >= 1 or Infinity. More than one saves waiting where tasks are short,
   * and helps where they wait; a process that dies fails all that it was sent. `guided`: half of its even share of the tasks that
   * are queued, so that many short tasks travel together and the last ones go one by one (guided self-scheduling, Polychronopoulos
   * and Kuck 1987). Default: 1.
   */
  readonly tasksPerProcess?: number | "guided";
  /** How long a canceled task may take to answer before its process is killed, in milliseconds, >= 0. Default: 50. */
  readonly graceMs?: number;
  /** What the processes may do under Deno. Default: nothing but load their sources, compute and answer. */
  readonly permissions?: ChildPermissions;
}

/** How one task is run. */
export interface RunOptions {
  /** Cancels this task alone. Default: the context's signal. */
  readonly signal?: AbortSignal;
  /** What the task may ask, by `context.ask(name, argument)`. Default: nothing. */
  readonly answers?: Answers;
}

/**
 * Refuses options that are out of bounds.
 *
 * @throws RangeError that names the option.
 */
export function checkPoolOptions({ tasksPerProcess = 1, graceMs = 50 }: PoolOptions): void {
  if (tasksPerProcess !== "guided" && !(tasksPerProcess >= 1)) {
    throw new RangeError(
      `Cannot send ${tasksPerProcess} tasks to a process: tasksPerProcess must be >= 1 or "guided"`,
    );
  }
  if (!(graceMs >= 0)) throw new RangeError(`Cannot wait ${graceMs} ms for a task: graceMs must be >= 0`);
}
