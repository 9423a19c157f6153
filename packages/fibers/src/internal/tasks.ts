// The tasks of the coordination examples on fibers: each pauses, then succeeds or fails, and is observed.
//
// Start: by the fiber that runs the effect `perform` returns. Cancel: interruption ends the pause. Fail: with TaskFailed, in
// the type. Cost: a timer where there is a pause, a turn of the scheduler where there is none.
import type { Ending, Observed, Task } from "@byturns/spec/tasks";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import type * as Exit from "effect/Exit";
import { waiting } from "./spans.ts";

/** A task failed, as it was told to. */
export class TaskFailed extends Error {
  override readonly name = "TaskFailed";
  readonly _tag = "TaskFailed";
  /** Which one, counted from 0. */
  readonly index: number;
  constructor(index: number) {
    super(`Task ${index} failed`);
    this.index = index;
  }
}

/** Performs tasks, and keeps what becomes of each. */
export class TaskObserver {
  readonly #tasks: readonly Task[];
  readonly #endings: Ending[];
  readonly #cleanups: number[];
  #running = 0;
  #peakRunning = 0;

  constructor(tasks: readonly Task[]) {
    this.#tasks = tasks;
    this.#endings = tasks.map(() => "not started");
    this.#cleanups = tasks.map(() => 0);
  }

  /** Performs the task at `index`, and returns its value, or fails with it. */
  perform(index: number): Effect.Effect<number, TaskFailed> {
    const { pauseMs, value, fails } = this.#tasks[index] as Task;
    const pause = pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow;
    return Effect.acquireUseRelease(
      Effect.sync(() => {
        this.#running += 1;
        if (this.#running > this.#peakRunning) this.#peakRunning = this.#running;
      }),
      () =>
        Effect.flatMap(pause.pipe(waiting(`task ${index}`)), () =>
          fails ? Effect.fail(new TaskFailed(index)) : Effect.succeed(value),
        ),
      (_, exit) =>
        Effect.sync(() => {
          this.#endings[index] = endingOf(exit);
          this.#cleanups[index] = (this.#cleanups[index] ?? 0) + 1;
          this.#running -= 1;
        }),
    );
  }

  /** What was seen until now. */
  observed(): Observed {
    return { endings: this.#endings, cleanups: this.#cleanups, peakRunning: this.#peakRunning };
  }
}

function endingOf(exit: Exit.Exit<number, TaskFailed>): Ending {
  if (exit._tag === "Success") return "done";
  return Cause.hasFails(exit.cause) ? "failed" : "cancelled";
}
