// The same helper; every second task sleeps for a second and is interrupted.
import { firstSuccess } from "@byturns/fibers/first-success";
import * as Effect from "effect/Effect";

interface Input {
  readonly tasks: readonly { readonly pauseMs: number; readonly value: number }[];
}

export const run = ({ tasks }: Input) => {
  const racing = tasks.map(({ pauseMs, value }, task) =>
    Effect.as(pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow, { task, value }),
  );
  return Effect.map(firstSuccess(racing), (winner) => ({ winner, failures: [], observed: null }));
};
