// The tasks of the coordination examples on fibers: each pauses, then succeeds or fails.
//
// Start: by the fiber that runs the effect `perform` returns. Cancel: interruption ends the pause. Fail: with
// TaskFailed, typed. Cost: a timer where there is a pause, a turn of the scheduler where there is none.
import type { Ending, Observed, Task } from "@byturns/spec/tasks";
import * as Cause from "effect/Cause";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import type * as Exit from "effect/Exit";
import * as References from "effect/References";
import { waiting } from "./spans.ts";

/** A task failed because its input asks for that. */
export class TaskFailed extends Data.TaggedError("TaskFailed")<{
  /** Which task, counted from 0. */
  readonly index: number;
}> {
  override get message(): string {
    return `Task ${this.index} failed`;
  }
}

/** Performs tasks, bare or observed. */
export interface Performer {
  /** Performs the task at `index`, and returns its value, or fails with it. */
  perform(index: number): Effect.Effect<number, TaskFailed>;
  /** What was observed until now; null where nothing is. */
  observed(): Observed | null;
}

/**
 * Makes the performer that an input asks for. Only observed or traced tasks pay for that: otherwise a task is one
 * suspension, and the value or the failure that follows.
 */
export const performerOf = (tasks: readonly Task[], observe: boolean): Effect.Effect<Performer> =>
  Effect.map(References.TracerEnabled, (traced): Performer => {
    if (observe) return new TaskObserver(tasks);
    if (traced) {
      const recorded = new TaskObserver(tasks);
      return { perform: (index) => recorded.perform(index), observed: () => null };
    }
    return { perform: (index) => performTask(tasks[index] as Task, index), observed: () => null };
  });

/** The bare task. */
function performTask({ pauseMs, value, fails }: Task, index: number): Effect.Effect<number, TaskFailed> {
  const pause = pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow;
  // The error is made where the task fails, not where it is asked for: its stack is short there.
  return fails
    ? Effect.flatMap(pause, () => Effect.fail(new TaskFailed({ index })))
    : Effect.as(pause, value);
}

/** Performs tasks, traces them, and keeps the outcome of each. */
export class TaskObserver implements Performer {
  readonly #tasks: readonly Task[];
  readonly #endings: Ending[];
  readonly #cleanups: number[];
  #running = 0;
  #peakRunning = 0;
  #begunAfterFailure = 0;
  #failed = false;

  constructor(tasks: readonly Task[]) {
    this.#tasks = tasks;
    this.#endings = tasks.map(() => "not started");
    this.#cleanups = tasks.map(() => 0);
  }

  perform(index: number): Effect.Effect<number, TaskFailed> {
    const { pauseMs, value, fails } = this.#tasks[index] as Task;
    const pause = pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow;
    return Effect.acquireUseRelease(
      Effect.sync(() => {
        this.#running += 1;
        if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
        if (this.#failed) this.#begunAfterFailure += 1;
      }),
      () =>
        Effect.flatMap(pause.pipe(waiting(`task ${index}`)), () =>
          fails ? Effect.fail(new TaskFailed({ index })) : Effect.succeed(value),
        ),
      (_, exit) =>
        Effect.sync(() => {
          const ending = endingOf(exit);
          if (ending === "failed") this.#failed = true;
          this.#endings[index] = ending;
          this.#cleanups[index] = (this.#cleanups[index] ?? 0) + 1;
          this.#running -= 1;
        }),
    );
  }

  observed(): Observed {
    return {
      endings: this.#endings,
      cleanups: this.#cleanups,
      peakRunning: this.#peakRunning,
      begunAfterFailure: this.#begunAfterFailure,
    };
  }
}

function endingOf(exit: Exit.Exit<number, TaskFailed>): Ending {
  if (exit._tag === "Success") return "done";
  return Cause.hasFails(exit.cause) ? "failed" : "canceled";
}
