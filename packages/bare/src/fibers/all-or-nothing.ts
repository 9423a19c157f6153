// `Effect.forEach` without a bound; a task is one `Effect.yieldNow`.
import * as Effect from "effect/Effect";

export const run = ({ tasks }: { readonly tasks: readonly { readonly value: number }[] }) => {
  const task = ({ value }: { readonly value: number }) => Effect.as(Effect.yieldNow, value);
  return Effect.map(Effect.forEach(tasks, task, { concurrency: "unbounded" }), (results) => ({
    results,
    failedTask: null,
    observed: null,
  }));
};
