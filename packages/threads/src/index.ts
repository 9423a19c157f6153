// The examples on node:worker_threads, a line each. An example is loaded, and its threads started, when it is opened.

import { type ExampleContext, type Port, reasonAgainst, type Unsupported } from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import { Pool, type PoolOptions } from "./internal/pool.ts";
import type { Tasks } from "./internal/serve.ts";

/** What a file of this port exports: its example, its worker's file, and how its pool is made. */
interface Entry<Id extends ExampleId> {
  readonly run: (input: InputOf<Id>, context: ExampleContext, pool: Pool<Tasks>) => Promise<OutputOf<Id>>;
  readonly worker: URL;
  readonly pool?: Omit<PoolOptions, "context">;
}
type Examples = { readonly [Id in ExampleId]?: Unsupported | (() => Promise<Entry<Id>>) };

const examples: Examples = {
  // The walk-through
  "say-after": () => import("./say-after.ts").then((file) => ({ ...file, run: file.sayAfter })),
  fib: () => import("./fib.ts").then((file) => ({ ...file, run: file.fib })),
  log: () => import("./log.ts").then((file) => ({ ...file, run: file.log })),
  downloads: () => import("./downloads.ts").then((file) => ({ ...file, run: file.downloads })),
  overlap: () => import("./overlap.ts").then((file) => ({ ...file, run: file.overlap })),
  subprocesses: () => import("./subprocesses.ts").then((file) => ({ ...file, run: file.subprocesses })),
  "lazy-or-eager": () => import("./lazy-or-eager.ts").then((file) => ({ ...file, run: file.lazyOrEager })),
  readers: () => import("./readers.ts").then((file) => ({ ...file, run: file.readers })),
  // Coordination
  "bounded-map": () => import("./bounded-map.ts").then((file) => ({ ...file, run: file.runBoundedMap })),
  deadline: () => import("./deadline.ts").then((file) => ({ ...file, run: file.runDeadline })),
  "first-success": () =>
    import("./first-success.ts").then((file) => ({ ...file, run: file.runFirstSuccess })),
  "all-or-nothing": () =>
    import("./all-or-nothing.ts").then((file) => ({ ...file, run: file.runAllOrNothing })),
  "settle-all": () => import("./settle-all.ts").then((file) => ({ ...file, run: file.runSettleAll })),
  "bounded-queue": () =>
    import("./bounded-queue.ts").then((file) => ({ ...file, run: file.runBoundedQueue })),
  retry: () => import("./retry.ts").then((file) => ({ ...file, run: file.runRetry })),
  mutex: () => import("./mutex.ts").then((file) => ({ ...file, run: file.runMutex })),
  "semaphore-pool": () =>
    import("./semaphore-pool.ts").then((file) => ({ ...file, run: file.runSemaphorePool })),
  "rate-limit": () => import("./rate-limit.ts").then((file) => ({ ...file, run: file.runRateLimit })),
  "single-flight": () =>
    import("./single-flight.ts").then((file) => ({ ...file, run: file.runSingleFlight })),
  "graceful-shutdown": () =>
    import("./graceful-shutdown.ts").then((file) => ({ ...file, run: file.runGracefulShutdown })),
  cleanup: () => import("./cleanup.ts").then((file) => ({ ...file, run: file.cleanup })),
  // Scale
  "spawn-join": () => import("./spawn-join.ts").then((file) => ({ ...file, run: file.spawnJoin })),
  sleepers: () => import("./sleepers.ts").then((file) => ({ ...file, run: file.sleepers })),
  "ping-pong": () => import("./ping-pong.ts").then((file) => ({ ...file, run: file.pingPong })),
  "thread-ring": () => import("./thread-ring.ts").then((file) => ({ ...file, run: file.threadRing })),
  skynet: () => import("./skynet.ts").then((file) => ({ ...file, run: file.skynet })),
  sieve: () => import("./sieve.ts").then((file) => ({ ...file, run: file.sieve })),
  grain: () => import("./grain.ts").then((file) => ({ ...file, run: file.grain })),
  nqueens: () => import("./nqueens.ts").then((file) => ({ ...file, run: file.nqueens })),
  matmul: () => import("./matmul.ts").then((file) => ({ ...file, run: file.matmul })),
  payload: () => import("./payload.ts").then((file) => ({ ...file, run: file.payload })),
  // Scheduling
  heartbeat: () => import("./heartbeat.ts").then((file) => ({ ...file, run: file.heartbeat })),
  starvation: () => import("./starvation.ts").then((file) => ({ ...file, run: file.starvation })),
  timers: () => import("./timers.ts").then((file) => ({ ...file, run: file.timers })),
  fairness: () => import("./fairness.ts").then((file) => ({ ...file, run: file.fairness })),
  mix: () => import("./mix.ts").then((file) => ({ ...file, run: file.mix })),
};

/** The model `threads`. */
export const port: Port = {
  model: "threads",
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  async open(example, context) {
    const load = examples[example as ExampleId];
    if (typeof load !== "function") throw new RangeError(`The threads' port has no example "${example}"`);
    const entry = (await load()) as Entry<ExampleId>;
    const pool = await Pool.start(entry.worker, { ...entry.pool, context });
    return {
      run: (input) => entry.run(input as InputOf<ExampleId>, context, pool),
      [Symbol.asyncDispose]: () => pool.close(),
    };
  },
};
