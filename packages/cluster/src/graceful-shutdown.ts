// graceful-shutdown on machines.
//
// Start: the fibers' `Service` starts a fiber for a task at once, which sends it to a machine. Cancel: the fiber is interrupted when
// the grace is over, or at the second call, or with its caller, and waits until the machine has answered how its task ended. Fail:
// with ShuttingDown if it comes too late, with WorkCut if it is cut, otherwise as the task does; all typed. Cost: one fiber per task,
// and its messages; one timer if there is something to wait for. What is not here is the same as on fibers.
import { Service } from "@byturns/fibers/graceful-shutdown";
import type { GracefulShutdownInput, GracefulShutdownOutput } from "@byturns/spec/graceful-shutdown";
import * as Effect from "effect/Effect";
import type { Sharding } from "./internal/cluster.ts";
import type { Places } from "./internal/places.ts";
import { TaskObserver, toAnyMachine } from "./internal/tasks.ts";

export const machine = new URL("./internal/tasks.machine.ts", import.meta.url);

/** Sends the jobs and the signals, and returns the outcome of each job. */
export const runGracefulShutdown = Effect.fnUntraced(function* (
  input: GracefulShutdownInput,
): Effect.fn.Return<GracefulShutdownOutput, never, Places | Sharding> {
  const { jobs, stopAtMs, graceMs, forceAtMs } = input;
  const observer = new TaskObserver(jobs, yield* toAnyMachine);
  const service = new Service();
  const at = (ms: number) => (ms > 0 ? Effect.sleep(ms) : Effect.void);
  const send = ({ atMs }: GracefulShutdownInput["jobs"][number], index: number) =>
    Effect.andThen(at(atMs), service.run(observer.perform(index))).pipe(
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
  return { fates, ...left, observed: input.observe ? observer.observed() : null };
});
