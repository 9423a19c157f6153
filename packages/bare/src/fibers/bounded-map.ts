// `Effect.forEach` with the same bound; a task is one `Effect.yieldNow`.
import * as Effect from "effect/Effect";

interface Input {
  readonly tasks: readonly { readonly value: number }[];
  readonly limit: number;
}

export const run = ({ tasks, limit }: Input) => {
  const task = ({ value }: { readonly value: number }) => Effect.as(Effect.yieldNow, value);
  return Effect.map(Effect.forEach(tasks, task, { concurrency: limit }), (results) => ({
    results,
    failedTask: null,
    observed: null,
  }));
};
