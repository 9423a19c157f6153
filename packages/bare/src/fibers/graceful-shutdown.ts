// The same service; a job is a sleep.
import { Service } from "@byturns/fibers/graceful-shutdown";
import * as Effect from "effect/Effect";

interface Input {
  readonly jobs: readonly { readonly pauseMs: number }[];
  readonly graceMs: number;
}

export const run = ({ jobs, graceMs }: Input) =>
  Effect.gen(function* () {
    const service = new Service();
    const send = ({ pauseMs }: { readonly pauseMs: number }) =>
      Effect.as(service.run(pauseMs > 0 ? Effect.sleep(pauseMs) : Effect.yieldNow), "done");
    const stop = Effect.map(service.shutdown({ graceMs }), ({ cut }) => ({
      cut,
      leftRunning: service.running,
    }));
    const [fates, left] = yield* Effect.all(
      [Effect.forEach(jobs, send, { concurrency: "unbounded" }), stop],
      { concurrency: "unbounded" },
    );
    return { fates, ...left, observed: null };
  });
