// The examples, one line each; the only list of them.
import { allOrNothing } from "./all-or-nothing.ts";
import { boundedMap } from "./bounded-map.ts";
import { boundedQueue } from "./bounded-queue.ts";
import { cleanup } from "./cleanup.ts";
import { deadline } from "./deadline.ts";
import { downloads } from "./downloads.ts";
import { fairness } from "./fairness.ts";
import { fib } from "./fib.ts";
import { firstSuccess } from "./first-success.ts";
import { gracefulShutdown } from "./graceful-shutdown.ts";
import { grain } from "./grain.ts";
import { heartbeat } from "./heartbeat.ts";
import { lazyOrEager } from "./lazy-or-eager.ts";
import { log } from "./log.ts";
import { matmul } from "./matmul.ts";
import { mix } from "./mix.ts";
import { mutex } from "./mutex.ts";
import { nqueens } from "./nqueens.ts";
import { overlap } from "./overlap.ts";
import { payload } from "./payload.ts";
import { pingPong } from "./ping-pong.ts";
import { rateLimit } from "./rate-limit.ts";
import { readers } from "./readers.ts";
import { retry } from "./retry.ts";
import { sayAfter } from "./say-after.ts";
import { semaphorePool } from "./semaphore-pool.ts";
import { settleAll } from "./settle-all.ts";
import { sieve } from "./sieve.ts";
import { singleFlight } from "./single-flight.ts";
import { skynet } from "./skynet.ts";
import { sleepers } from "./sleepers.ts";
import { spawnJoin } from "./spawn-join.ts";
import type { Spec } from "./spec.ts";
import { starvation } from "./starvation.ts";
import { subprocesses } from "./subprocesses.ts";
import { threadRing } from "./thread-ring.ts";
import { timers } from "./timers.ts";

export type {
  AnySpec,
  Ideal,
  Metric,
  Observation,
  Permissions,
  Reading,
  RunInfo,
  Spec,
  Sweep,
} from "./spec.ts";

/** Every example, by its id, in the order of the pages. */
export const specs = {
  // The walk-through
  "say-after": sayAfter,
  fib,
  log,
  downloads,
  overlap,
  subprocesses,
  "lazy-or-eager": lazyOrEager,
  readers,
  // Coordination
  "bounded-map": boundedMap,
  deadline,
  "first-success": firstSuccess,
  "all-or-nothing": allOrNothing,
  "settle-all": settleAll,
  "bounded-queue": boundedQueue,
  retry,
  mutex,
  "semaphore-pool": semaphorePool,
  "rate-limit": rateLimit,
  "single-flight": singleFlight,
  "graceful-shutdown": gracefulShutdown,
  cleanup,
  // Scale
  "spawn-join": spawnJoin,
  sleepers,
  "ping-pong": pingPong,
  "thread-ring": threadRing,
  skynet,
  sieve,
  grain,
  nqueens,
  matmul,
  payload,
  // Scheduling
  heartbeat,
  starvation,
  timers,
  fairness,
  mix,
};

export type Specs = typeof specs;
export type ExampleId = keyof Specs;
export type InputOf<Id extends ExampleId> =
  Specs[Id] extends Spec<string, infer Input, infer _> ? Input : never;
export type OutputOf<Id extends ExampleId> =
  Specs[Id] extends Spec<string, infer _, infer Output> ? Output : never;
