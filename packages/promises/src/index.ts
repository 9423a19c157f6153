// The examples on native promises, a line each. An example is loaded when it is opened, and nothing else with it.

import { type ExampleContext, type Port, reasonAgainst, type Unsupported } from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";

type Example<Id extends ExampleId> = (input: InputOf<Id>, context: ExampleContext) => Promise<OutputOf<Id>>;
type Examples = { readonly [Id in ExampleId]?: Unsupported | (() => Promise<Example<Id>>) };

const examples: Examples = {
  // The walk-through
  "say-after": async () => (await import("./say-after.ts")).sayAfter,
  fib: async () => (await import("./fib.ts")).fib,
  log: async () => (await import("./log.ts")).log,
  downloads: async () => (await import("./downloads.ts")).downloads,
  overlap: async () => (await import("./overlap.ts")).overlap,
  subprocesses: async () => (await import("./subprocesses.ts")).subprocesses,
  "lazy-or-eager": async () => (await import("./lazy-or-eager.ts")).lazyOrEager,
  readers: async () => (await import("./readers.ts")).readers,
  // Coordination
  "bounded-map": async () => (await import("./bounded-map.ts")).runBoundedMap,
  deadline: async () => (await import("./deadline.ts")).runDeadline,
  "first-success": async () => (await import("./first-success.ts")).runFirstSuccess,
  "all-or-nothing": async () => (await import("./all-or-nothing.ts")).runAllOrNothing,
  "settle-all": async () => (await import("./settle-all.ts")).runSettleAll,
  "bounded-queue": async () => (await import("./bounded-queue.ts")).runBoundedQueue,
  retry: async () => (await import("./retry.ts")).runRetry,
  mutex: async () => (await import("./mutex.ts")).runMutex,
  "semaphore-pool": async () => (await import("./semaphore-pool.ts")).runSemaphorePool,
  "rate-limit": async () => (await import("./rate-limit.ts")).runRateLimit,
  "single-flight": async () => (await import("./single-flight.ts")).runSingleFlight,
  "graceful-shutdown": async () => (await import("./graceful-shutdown.ts")).runGracefulShutdown,
  // Scale
  "spawn-join": async () => (await import("./spawn-join.ts")).spawnJoin,
  sleepers: async () => (await import("./sleepers.ts")).sleepers,
  "ping-pong": async () => (await import("./ping-pong.ts")).pingPong,
  "thread-ring": async () => (await import("./thread-ring.ts")).threadRing,
  skynet: async () => (await import("./skynet.ts")).skynet,
  sieve: async () => (await import("./sieve.ts")).sieve,
  grain: async () => (await import("./grain.ts")).grain,
  nqueens: async () => (await import("./nqueens.ts")).nqueens,
  matmul: async () => (await import("./matmul.ts")).matmul,
  payload: async () => (await import("./payload.ts")).payload,
  // Scheduling
  heartbeat: async () => (await import("./heartbeat.ts")).heartbeat,
  starvation: async () => (await import("./starvation.ts")).starvation,
  timers: async () => (await import("./timers.ts")).timers,
  fairness: async () => (await import("./fairness.ts")).fairness,
  mix: async () => (await import("./mix.ts")).mix,
};

/** The model `promises`. */
export const port: Port = {
  model: "promises",
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  async open(example, context) {
    const load = examples[example as ExampleId];
    if (typeof load !== "function") throw new RangeError(`The promises' port has no example "${example}"`);
    const run = (await load()) as Example<ExampleId>;
    return {
      run: (input) => run(input as InputOf<ExampleId>, context),
      async [Symbol.asyncDispose]() {},
    };
  },
};
