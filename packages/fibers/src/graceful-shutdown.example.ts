// graceful-shutdown as an example: jobs come in while a service is shut down.
import type { GracefulShutdownInput, GracefulShutdownOutput } from "@byturns/spec/graceful-shutdown";
import * as Effect from "effect/Effect";
import { Service } from "./graceful-shutdown.ts";
import { performerOf } from "./internal/tasks.ts";

const fates = { ShuttingDown: "refused", WorkCut: "cut", TaskFailed: "failed" } as const;

/** Sends the jobs and the signals, and returns the outcome of each job. */
export const runGracefulShutdown = Effect.fnUntraced(function* (
  input: GracefulShutdownInput,
): Effect.fn.Return<GracefulShutdownOutput> {
  const { jobs, stopAtMs, graceMs, forceAtMs } = input;
  const performer = yield* performerOf(jobs, input.observe);
  const service = new Service();
  const at = (ms: number) => (ms > 0 ? Effect.sleep(ms) : Effect.void);
  const send = ({ atMs }: GracefulShutdownInput["jobs"][number], index: number) =>
    // Not `catchTags`, which takes as long as the rest of a task.
    Effect.match(Effect.andThen(at(atMs), service.run(performer.perform(index))), {
      onSuccess: () => "done" as const,
      onFailure: ({ _tag }) => fates[_tag],
    });
  const stop = Effect.map(Effect.andThen(at(stopAtMs), service.shutdown({ graceMs })), ({ cut }) => ({
    cut,
    leftRunning: service.running,
  }));
  const force =
    forceAtMs === null || forceAtMs < stopAtMs
      ? Effect.void
      : Effect.andThen(at(forceAtMs), service.shutdown());
  const [ended, left] = yield* Effect.all(
    [Effect.forEach(jobs, send, { concurrency: "unbounded" }), stop, force],
    { concurrency: "unbounded" },
  );
  return { fates: ended, ...left, observed: performer.observed() };
});
