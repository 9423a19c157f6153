// The tasks of the coordination examples on threads: each pauses, then succeeds or fails.
//
// Start: a message to a thread, which has one task at a time. Cancel: by a message, which a thread that pauses receives
// at once; one that does not answer is ended. Fail: with TaskFailed, taken apart on the thread and rebuilt here. Cost:
// a message each way, and a timer on the thread where there is a pause.
import type { ExampleContext } from "@byturns/context";
import type { Ending, Observed, Task } from "@byturns/spec/tasks";
import type { Pool } from "./pool.ts";
import type { tasks as served } from "./tasks.worker.ts";

/** A task failed because its input asks for that. On this side of the pool it is recognized by its tag: its class stays behind. */
export class TaskFailed extends Error {
  override readonly name = "TaskFailed";
  readonly _tag = "TaskFailed";
  /** Which one, counted from 0. */
  readonly index: number;
  constructor(index: number) {
    super(`Task ${index} failed`);
    this.index = index;
  }

  /** Whether an error, here or on the other side of the pool, is one. */
  static is(error: unknown): error is TaskFailed {
    return error instanceof Error && "_tag" in error && error._tag === "TaskFailed";
  }
}

/** Performs tasks, bare or observed. */
export interface Performer {
  /**
   * Performs the task at `index` on a thread, and returns its value.
   *
   * @throws TaskFailed when it fails; the signal's reason when it is aborted.
   */
  perform(index: number, signal: AbortSignal): Promise<number>;
  /** What was observed until now; null where nothing is. */
  observed(): Observed | null;
}

/** What the threads count, for each task. They are handed it once, when their pool opens. */
export interface TaskCounts {
  readonly begun: Int32Array<SharedArrayBuffer>;
  readonly cleanups: Int32Array<SharedArrayBuffer>;
}

/** How many tasks a pool can observe. */
const mostObserved = 4_096;

/** Makes the memory in which the threads of a pool count. */
export function taskMemory(): TaskCounts {
  const cells = () => new Int32Array(new SharedArrayBuffer(4 * mostObserved));
  return { begun: cells(), cleanups: cells() };
}

/**
 * Makes the performer that an input asks for. Only observed or recorded tasks pay for that: otherwise a task is a
 * message with its argument, and one with its value or its failure.
 */
export function performerOf(
  pool: Pool<typeof served>,
  tasks: readonly Task[],
  context: ExampleContext,
  observe: boolean,
): Performer {
  if (observe) return new TaskObserver(pool, tasks);
  const recorded = context.recorder !== undefined;
  return {
    perform: (index, signal) => {
      const task = tasks[index] as Task;
      return task.pauseMs === 0 && !task.fails && !recorded
        ? pool.run("giveBack", task.value, { signal })
        : pool.run("perform", { ...task, index }, { signal });
    },
    observed: () => null,
  };
}

/** Performs tasks on the threads of a pool, and keeps the outcome of each. */
class TaskObserver implements Performer {
  readonly #tasks: readonly Task[];
  readonly #pool: Pool<typeof served>;
  readonly #endings: Ending[];
  readonly #counts: TaskCounts;
  #running = 0;
  #peakRunning = 0;
  #begunAfterFailure = 0;
  #failed = false;

  constructor(pool: Pool<typeof served>, tasks: readonly Task[]) {
    if (tasks.length > mostObserved) {
      throw new RangeError(`Cannot observe ${tasks.length} tasks: there must be at most ${mostObserved}`);
    }
    this.#tasks = tasks;
    this.#pool = pool;
    this.#endings = tasks.map(() => "not started");
    this.#counts = pool.memory as TaskCounts;
    for (const counts of [this.#counts.begun, this.#counts.cleanups]) counts.fill(0);
  }

  /** The task counts as running from now on, though a thread may have to become free for it. */
  async perform(index: number, signal: AbortSignal): Promise<number> {
    const task = this.#tasks[index] as Task;
    this.#running += 1;
    if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
    if (this.#failed) this.#begunAfterFailure += 1;
    let ending: Ending = "canceled";
    try {
      const value = await this.#pool.run("performObserved", { ...task, index }, { signal });
      ending = "done";
      return value;
    } catch (error) {
      if (TaskFailed.is(error) && error.index === index) ending = "failed";
      throw error;
    } finally {
      // Canceled while it waited for a thread: it never ran.
      this.#endings[index] = Atomics.load(this.#counts.begun, index) === 0 ? "not started" : ending;
      this.#running -= 1;
      if (ending === "failed") this.#failed = true;
    }
  }

  observed(): Observed {
    return {
      endings: this.#endings,
      cleanups: this.#tasks.map((_, index) => Atomics.load(this.#counts.cleanups, index)),
      peakRunning: this.#peakRunning,
      begunAfterFailure: this.#begunAfterFailure,
    };
  }
}
