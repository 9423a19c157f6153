// What the commands' handlers have in common: an async function becomes an effect that is asked to end by a signal
// and is awaited even then, so that a run which is interrupted can put itself in order.
import * as Effect from "effect/Effect";
import { Ended } from "./errors.ts";

/**
 * Runs `work`; its number is the exit code, and none is 0.
 *
 * @throws whatever `work` throws; Ended when its exit code is not 0.
 */
export function action(
  work: (signal: AbortSignal) => Promise<number | undefined>,
): Effect.Effect<void, unknown> {
  return Effect.callback<void, unknown>((resume, signal) => {
    const done = work(signal).then(
      (code) => resume(code ? Effect.fail(new Ended({ code })) : Effect.void),
      (error: unknown) => resume(Effect.fail(error)),
    );
    return Effect.promise(() => done);
  });
}
