// The same service; a job is a timer on a thread.
import { Service } from "@byturns/threads/graceful-shutdown";
import type { Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly jobs: readonly Task[];
  readonly graceMs: number;
}

export async function run({ jobs, graceMs }: Input, threads: Pool<typeof served>) {
  const service = new Service();
  const send = ({ pauseMs, value, fails }: Task) =>
    service.run((signal) => threads.run("perform", { pauseMs, value, fails }, { signal })).then(() => "done");
  const stop = async () => {
    const { cut } = await service.shutdown({ graceMs });
    return { cut, leftRunning: service.running };
  };
  const [fates, left] = await Promise.all([Promise.all(jobs.map(send)), stop()]);
  return { fates, ...left, observed: null };
}
