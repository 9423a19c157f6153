// graceful-shutdown on promises, as an example: the jobs and signals of an input, sent to a `Service`.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { GracefulShutdownInput, GracefulShutdownOutput } from "@byturns/spec/graceful-shutdown";
import { Service, ShuttingDown, WorkCut } from "./graceful-shutdown.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

/** Sends the jobs and the signals, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runGracefulShutdown(
  input: GracefulShutdownInput,
  context: ExampleContext,
): Promise<GracefulShutdownOutput> {
  const { jobs, stopAtMs, graceMs, forceAtMs } = input;
  const { signal } = context;
  signal.throwIfAborted();
  const performer = performerOf(jobs, context, input.observe);
  const service = new Service();
  const at = async (ms: number) => {
    if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => {});
  };
  const send = async ({ atMs }: GracefulShutdownInput["jobs"][number], index: number) => {
    await at(atMs);
    return service
      .run((signal) => performer.perform(index, signal))
      .then(
        () => "done" as const,
        (error: unknown) => {
          if (error instanceof ShuttingDown) return "refused" as const;
          if (error instanceof WorkCut) return "cut" as const;
          if (error instanceof TaskFailed) return "failed" as const;
          throw error;
        },
      );
  };
  const stop = async () => {
    await at(stopAtMs);
    const { cut } = await service.shutdown({ graceMs });
    return { cut, leftRunning: service.running };
  };
  const force = async () => {
    if (forceAtMs === null) return;
    await at(forceAtMs);
    if (forceAtMs >= stopAtMs) await service.shutdown();
  };
  const leave = () => {
    service.shutdown({ graceMs: 0 });
    service.shutdown();
  };
  signal.addEventListener("abort", leave, { once: true });
  const [fates, left] = await Promise.all([Promise.all(jobs.map(send)), stop(), force()]);
  signal.removeEventListener("abort", leave);
  signal.throwIfAborted();
  return { fates, ...left, observed: performer.observed() };
}
