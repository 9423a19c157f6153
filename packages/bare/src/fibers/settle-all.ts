// `Effect.forEach` of exits; a task is one `Effect.yieldNow`, and one of them fails.
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";

interface Task {
  readonly value: number;
  readonly fails: boolean;
}

export const run = ({ tasks }: { readonly tasks: readonly Task[] }) => {
  const task = ({ value, fails }: Task) =>
    Effect.exit(
      Effect.flatMap(Effect.yieldNow, () =>
        fails ? Effect.fail(new Error("A task failed")) : Effect.succeed(value),
      ),
    );
  return Effect.map(Effect.forEach(tasks, task, { concurrency: "unbounded" }), (exits) => ({
    outcomes: exits.map((exit) =>
      Exit.isSuccess(exit) ? { ended: "done", value: exit.value } : { ended: "failed", value: null },
    ),
    observed: null,
  }));
};
