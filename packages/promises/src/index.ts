// The examples on native promises, a line each. An example is loaded when it is opened, and nothing else with it.
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import { type Port, reasonAgainst, type Stage, type Unsupported } from "@byturns/stage";

type Example<Id extends ExampleId> = (input: InputOf<Id>, stage: Stage) => Promise<OutputOf<Id>>;
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
  "bounded-map": async () => (await import("./bounded-map.ts")).playBoundedMap,
  deadline: async () => (await import("./deadline.ts")).playDeadline,
  "first-success": async () => (await import("./first-success.ts")).playFirstSuccess,
  "all-or-nothing": async () => (await import("./all-or-nothing.ts")).playAllOrNothing,
  "settle-all": async () => (await import("./settle-all.ts")).playSettleAll,
  "bounded-queue": async () => (await import("./bounded-queue.ts")).playBoundedQueue,
  retry: async () => (await import("./retry.ts")).playRetry,
  mutex: async () => (await import("./mutex.ts")).playMutex,
  "semaphore-pool": async () => (await import("./semaphore-pool.ts")).playSemaphorePool,
  "rate-limit": async () => (await import("./rate-limit.ts")).playRateLimit,
  "single-flight": async () => (await import("./single-flight.ts")).playSingleFlight,
  "graceful-shutdown": async () => (await import("./graceful-shutdown.ts")).playGracefulShutdown,
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
  async open(example, stage) {
    const load = examples[example as ExampleId];
    if (typeof load !== "function") throw new RangeError(`The promises' port has no example "${example}"`);
    const run = (await load()) as Example<ExampleId>;
    return {
      run: (input) => run(input as InputOf<ExampleId>, stage),
      async [Symbol.asyncDispose]() {},
    };
  },
};
