// The same helper; every second task sleeps for a second and is interrupted.
import { firstSuccess } from "@byturns/fibers/first-success";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";

interface Input {
  readonly tasks: readonly { readonly pauseMs: number; readonly value: number; readonly fails: boolean }[];
}

class TaskFailed extends Data.TaggedError("TaskFailed")<{ readonly task: number }> {}

export const run = ({ tasks }: Input) => {
  const racing = tasks.map(({ pauseMs, value, fails }, task) =>
    Effect.flatMap(pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow, () =>
      fails ? Effect.fail(new TaskFailed({ task })) : Effect.succeed({ task, value }),
    ),
  );
  return Effect.match(firstSuccess(racing), {
    onSuccess: (winner) => ({ winner, failures: [], observed: null }),
    onFailure: ({ errors }) => ({ winner: null, failures: errors.map(({ task }) => task), observed: null }),
  });
};
