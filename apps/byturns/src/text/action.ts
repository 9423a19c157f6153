// Shared by the commands' handlers: turns an async function into an effect that is aborted by a signal and still
// awaited, so that an interrupted run can clean up.
import * as Effect from "effect/Effect";
import { Ended } from "./errors.ts";

/**
 * Runs `work`; its number is the exit code, and no number means 0.
 *
 * @throws the error of `work`; Ended when its exit code is not 0.
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
