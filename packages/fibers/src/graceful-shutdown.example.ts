// graceful-shutdown as an example: jobs come in while a service is shut down.
import type { GracefulShutdownInput, GracefulShutdownOutput } from "@byturns/spec/graceful-shutdown";
import * as Effect from "effect/Effect";
import { Service } from "./graceful-shutdown.ts";
import { performerOf } from "./internal/tasks.ts";

/** Sends the jobs and the signals, and returns the outcome of each job. */
export const runGracefulShutdown = Effect.fnUntraced(function* (
  input: GracefulShutdownInput,
): Effect.fn.Return<GracefulShutdownOutput> {
  const { jobs, stopAtMs, graceMs, forceAtMs } = input;
  const performer = yield* performerOf(jobs, input.observe);
  const service = new Service();
  const at = (ms: number) => (ms > 0 ? Effect.sleep(ms) : Effect.void);
  const send = ({ atMs }: GracefulShutdownInput["jobs"][number], index: number) =>
    Effect.andThen(at(atMs), service.run(performer.perform(index))).pipe(
      Effect.as("done" as const),
      Effect.catchTags({
        ShuttingDown: () => Effect.succeed("refused" as const),
        WorkCut: () => Effect.succeed("cut" as const),
        TaskFailed: () => Effect.succeed("failed" as const),
      }),
    );
  const stop = Effect.map(Effect.andThen(at(stopAtMs), service.shutdown({ graceMs })), ({ cut }) => ({
    cut,
    leftRunning: service.running,
  }));
  const force =
    forceAtMs === null || forceAtMs < stopAtMs
      ? Effect.void
      : Effect.andThen(at(forceAtMs), service.shutdown());
  const [fates, left] = yield* Effect.all(
    [Effect.forEach(jobs, send, { concurrency: "unbounded" }), stop, force],
    { concurrency: "unbounded" },
  );
  return { fates, ...left, observed: performer.observed() };
});
