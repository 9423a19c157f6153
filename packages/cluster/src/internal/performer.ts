// The calls of a machine that performs tasks.
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine, unbroken } from "./cluster.ts";

/** A task failed because its input asks for that. */
export class TaskFailed extends Schema.TaggedError<TaskFailed>()("TaskFailed", {
  /** Which one, counted from 0. */
  index: Schema.Int,
  /** How often it has cleaned up. */
  cleanups: Schema.Int,
}) {
  override readonly name = "TaskFailed";
  override get message(): string {
    return `Task ${this.index} failed`;
  }
}

/** One task, as it is sent; `id` is its own forever. */
const SentTask = Schema.Struct({
  id: Schema.Int,
  index: Schema.Int,
  pauseMs: Schema.Finite,
  value: Schema.Int,
  fails: Schema.Boolean,
});

/** How a task ended. */
const Ended = Schema.Struct({
  ending: Schema.Literals(["done", "failed", "canceled", "not started"]),
  cleanups: Schema.Int,
});

export type SentTask = typeof SentTask.Type;
export type Ended = typeof Ended.Type;

/** Performs a task; and cancels one, which is answered when the task is over, or will never begin. */
export const performing = [
  unbroken(
    Rpc.make("perform", {
      payload: SentTask,
      success: Schema.Struct({ value: Schema.Int, cleanups: Schema.Int }),
      error: TaskFailed,
    }),
  ),
  Rpc.make("cancel", { payload: { id: Schema.Int }, success: Ended }),
] as const;

/** A machine that performs tasks, as many at once as it is sent. */
export const Performer = onEachMachine("Performer", performing);
