// graceful-shutdown on processes, as an example: the jobs and signals of an input, sent to the `Service` of promises.
//
// Start: a job is sent to the pool when the service accepts it. Cancel: when the grace is over, or at the second call,
// the pool sends the signal on, and kills a process that does not answer. Fail: as the job does; with WorkCut where it
// was cut. Cost: a message each way per job.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import { Service, ShuttingDown, WorkCut } from "@byturns/promises/graceful-shutdown";
import type { GracefulShutdownInput, GracefulShutdownOutput } from "@byturns/spec/graceful-shutdown";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./internal/tasks.child.ts";
import { performerOf, TaskFailed } from "./internal/tasks.ts";

export const child = new URL("./internal/tasks.child.ts", import.meta.url);
/** A machine under load may take its time to answer; cleaning up matters more here than leaving early. */
export const pool = { graceMs: 2_000 };

/** Sends the jobs and the signals, and returns the outcome of each. Rejects when the context's signal is aborted. */
export async function runGracefulShutdown(
  input: GracefulShutdownInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<GracefulShutdownOutput> {
  const { jobs, stopAtMs, graceMs, forceAtMs } = input;
  const { signal } = context;
  signal.throwIfAborted();
  const performer = performerOf(jobs, processes, input.observe);
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
          if (TaskFailed.is(error)) return "failed" as const;
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
