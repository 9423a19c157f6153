// `Effect.forEach` of exits; a task is one `Effect.yieldNow`, and one of them fails.
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";

interface Task {
  readonly value: number;
  readonly fails: boolean;
}

class TaskFailed extends Data.TaggedError("TaskFailed")<{ readonly task: number }> {
  override get message(): string {
    return `Task ${this.task} failed`;
  }
}

export const run = ({ tasks }: { readonly tasks: readonly Task[] }) => {
  const perform = ({ value, fails }: Task, task: number) =>
    Effect.exit(
      Effect.flatMap(Effect.yieldNow, () =>
        fails ? Effect.fail(new TaskFailed({ task })) : Effect.succeed(value),
      ),
    );
  return Effect.map(Effect.forEach(tasks, perform, { concurrency: "unbounded" }), (exits) => ({
    outcomes: exits.map((exit) =>
      Exit.isSuccess(exit) ? { ended: "done", value: exit.value } : { ended: "failed", value: null },
    ),
    observed: null,
  }));
};
