// Tasks one after another, each an `Effect.yieldNow` inside of `acquireUseRelease`.
import * as Effect from "effect/Effect";

export const run = ({ tasks }: { readonly tasks: number }) =>
  Effect.gen(function* () {
    let isOpen = false;
    const open = Effect.suspend(() => {
      if (isOpen) return Effect.die(new TypeError("The resource is still open"));
      isOpen = true;
      return Effect.void;
    });
    const close = () =>
      Effect.sync(() => {
        isOpen = false;
      });
    let [done, sum, failed] = [0, 0, 0];
    for (let task = 0; task < tasks; task++) {
      const closing = Effect.acquireUseRelease(open, () => Effect.as(Effect.yieldNow, task), close);
      yield* Effect.match(closing, {
        onSuccess: (value) => {
          done += 1;
          sum += value;
        },
        onFailure: () => {
          failed += 1;
        },
      });
    }
    return { done, sum, failed, observed: null };
  });
