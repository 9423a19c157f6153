// `Effect.timeoutOrElse`, one task after the other; a task is one `Effect.yieldNow`.
import * as Effect from "effect/Effect";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly deadlineMs: number;
}

export const run = ({ tasks, deadlineMs }: Input) =>
  Effect.gen(function* () {
    const outcomes: unknown[] = [];
    for (const { value } of tasks) {
      const task = Effect.as(Effect.yieldNow, value);
      const orElse = () => Effect.fail(new Error("Too late"));
      const returned = yield* Effect.timeoutOrElse(task, { duration: deadlineMs, orElse });
      outcomes.push({ ended: "done", value: returned });
    }
    return { outcomes, observed: null };
  });
