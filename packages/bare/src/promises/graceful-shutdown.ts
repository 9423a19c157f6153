// The same service; a job is a timer.
import { setTimeout as sleep } from "node:timers/promises";
import { Service } from "@byturns/promises/graceful-shutdown";

interface Input {
  readonly jobs: readonly { readonly pauseMs: number }[];
  readonly graceMs: number;
}

export async function run({ jobs, graceMs }: Input) {
  const service = new Service();
  const send = ({ pauseMs }: { readonly pauseMs: number }) =>
    service
      .run((signal) => (pauseMs > 0 ? sleep(pauseMs, undefined, { signal }) : nothing))
      .then(() => "done");
  const stop = async () => {
    const { cut } = await service.shutdown({ graceMs });
    return { cut, leftRunning: service.running };
  };
  const [fates, left] = await Promise.all([Promise.all(jobs.map(send)), stop()]);
  return { fates, ...left, observed: null };
}

const nothing = Promise.resolve();
