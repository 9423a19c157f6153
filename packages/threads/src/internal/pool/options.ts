// How a pool is made and how one task is run, and what is wrong with options.
import type { MessagePort, ResourceLimits } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import { slotCount } from "./shared-queue.ts";

/** The maximum number of tasks is waiting. */
export class QueueFull extends Error {
  override readonly name = "QueueFull";
  readonly _tag = "QueueFull";
}

/** How a pool is made. */
export interface PoolOptions {
  /** Cancellation, spans and the number of threads. */
  readonly context: ExampleContext;
  /**
   * How many tasks one thread may have begun, or have been sent, at once; more than one helps where tasks wait. An integer from
   * 1, by memory to 64, or by message Infinity. A thread that is ended for one task takes along the others that it has begun,
   * which fail with ThreadLost; those that it has not begun run on another. Default: 1.
   */
  readonly tasksPerThread?: number;
  /**
   * How long a task that has begun may take to answer when it is canceled, before its thread is ended: 0 to 2147483647
   * ms, or Infinity to wait for as long as it takes. Default: 50.
   */
  readonly graceMs?: number;
  /**
   * How tasks reach the threads. `message`: each thread is sent its tasks, up to `tasksPerThread` ahead. `memory`: the
   * threads take them from a queue in shared memory, whichever is free first: quicker by far where arguments and
   * results are small; what is not small costs a message more. The queue holds 64 tasks, and no more are running in the
   * whole pool, however many threads there are: tasks must not wait for one that is asked for after 64 of them. While
   * others wait in line, an answer may lie for 4 ms, so that some are fetched together. Default: `message`.
   */
  readonly by?: "message" | "memory";
  /**
   * How many tasks may wait that cannot be handed out yet: an integer >= 0, or Infinity. One more is refused with QueueFull.
   * Default: Infinity.
   */
  readonly maxQueue?: number;
  /**
   * After how many tasks a thread is ended, once all of them have ended, and replaced: an integer >= 1, or Infinity.
   * For tasks that use leaking libraries. Default: Infinity.
   */
  readonly recycleAfter?: number;
  /**
   * How much memory a thread may use, as `node:worker_threads` has it; one that uses more is ended, and its tasks fail
   * with ThreadLost. Node enforces it; Bun ignores it. Deno stops the task, but its thread stays until the task is
   * canceled or the pool closed. Default: what the runtime allows.
   */
  readonly resourceLimits?: ResourceLimits;
  /**
   * Makes what every thread is handed once, when it starts: memory that they share. `pool.memory` has it here, and `serve` returns
   * it there. Called once. Default: makes nothing.
   */
  readonly memory?: () => unknown;
}

/** How one task is run. */
export interface RunOptions {
  /** Cancels this task alone. Default: the context's signal. */
  readonly signal?: AbortSignal;
  /** Buffers and ports in the argument that are transferred instead of copied. Default: none. */
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

/** All options of a pool but its context, checked, with their defaults. */
export interface CheckedOptions extends Required<Omit<PoolOptions, "context" | "resourceLimits" | "memory">> {
  readonly memory: unknown;
  readonly resourceLimits: ResourceLimits | undefined;
}

/** @throws TypeError for an option of the wrong kind; RangeError for one that is out of bounds. */
export function checkedOptions(file: URL, options: PoolOptions): CheckedOptions {
  const { context, by = "message", resourceLimits, memory } = options;
  const { tasksPerThread = 1, graceMs = 50, maxQueue = Infinity, recycleAfter = Infinity } = options;
  if (!(file instanceof URL)) throw new TypeError(`Cannot start ${show(file)}: file must be a URL`);
  if (by !== "message" && by !== "memory") {
    throw new TypeError(`Cannot send tasks by ${show(by)}: by must be "message" or "memory"`);
  }
  integer("threads", context.threads, 1, 1_024);
  if (by === "memory") integer("tasksPerThread", tasksPerThread, 1, slotCount);
  else integer("tasksPerThread", tasksPerThread, 1);
  integer("maxQueue", maxQueue, 0);
  integer("recycleAfter", recycleAfter, 1);
  number("graceMs", graceMs);
  if (!(graceMs >= 0 && (graceMs <= longestTimerMs || graceMs === Infinity))) {
    throw new RangeError(
      `Cannot wait ${graceMs} ms for a task: graceMs must be from 0 to ${longestTimerMs}, or Infinity`,
    );
  }
  if (resourceLimits !== undefined && (typeof resourceLimits !== "object" || resourceLimits === null)) {
    throw new TypeError(`Cannot limit a thread to ${show(resourceLimits)}: resourceLimits must be an object`);
  }
  if (memory !== undefined && typeof memory !== "function") {
    throw new TypeError(`Cannot share ${show(memory)}: memory must be a function that makes it`);
  }
  const shared = { resourceLimits, memory: memory?.() };
  return { tasksPerThread, graceMs, by, maxQueue, recycleAfter, ...shared };
}

/** What is wrong with how one task is to be run; undefined when nothing is. */
export function checkedRun(task: unknown, signal: unknown, transfer: unknown): TypeError | undefined {
  if (!(signal instanceof AbortSignal)) {
    return new TypeError(`Cannot run "${String(task)}" with ${show(signal)}: signal must be an AbortSignal`);
  }
  if (!Array.isArray(transfer)) {
    return new TypeError(`Cannot run "${String(task)}" with ${show(transfer)}: transfer must be an array`);
  }
  return undefined;
}

/** A longer timer fires at once. */
const longestTimerMs = 2_147_483_647;

function integer(name: string, value: unknown, least: number, most = Infinity): void {
  number(name, value);
  const unbounded = value === Infinity && most === Infinity;
  if (unbounded || (Number.isSafeInteger(value) && value >= least && value <= most)) return;
  const bounds = most === Infinity ? `>= ${least}, or Infinity` : `from ${least} to ${most}`;
  throw new RangeError(`Cannot make a pool with ${name} ${value}: ${name} must be an integer ${bounds}`);
}

function number(name: string, value: unknown): asserts value is number {
  if (typeof value === "number") return;
  throw new TypeError(`Cannot make a pool with ${name} ${show(value)}: ${name} must be a number`);
}

function show(value: unknown): string {
  try {
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  } catch {
    return `a value of type ${typeof value}`;
  }
}
