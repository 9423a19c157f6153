// The examples on Effect fibers, a line each. An example is loaded when it is opened, and nothing else with it.

import {
  type ExampleContext,
  type OpenExample,
  type Port,
  reasonAgainst,
  type Unsupported,
} from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import type { Effect } from "effect/Effect";
import type { FileSystem } from "effect/FileSystem";
import type { HttpClient } from "effect/http/HttpClient";
import * as Layer from "effect/Layer";
import type { ChildProcessSpawner } from "effect/process/ChildProcessSpawner";
import { openEffect } from "./internal/edge.ts";

type Open = (context: ExampleContext) => Promise<OpenExample>;
type Examples = { readonly [Id in ExampleId]?: Unsupported | Open };

const examples: Examples = {
  // The walk-through
  "say-after": on<"say-after">(async () => (await import("./say-after.ts")).sayAfter),
  fib: on<"fib">(async () => (await import("./fib.ts")).fib),
  log: on<"log", FileSystem>(
    async () => (await import("./log.ts")).log,
    async () => (await import("@effect/platform-node/NodeFileSystem")).layer,
  ),
  downloads: on<"downloads", HttpClient>(
    async () => (await import("./downloads.ts")).downloads,
    async () => (await import("effect/http/FetchHttpClient")).layer,
  ),
  overlap: on<"overlap", FileSystem>(
    async () => (await import("./overlap.ts")).overlap,
    async () => (await import("@effect/platform-node/NodeFileSystem")).layer,
  ),
  subprocesses: on<"subprocesses", ChildProcessSpawner>(
    async () => (await import("./subprocesses.ts")).subprocesses,
    async () => (await import("./internal/spawner.ts")).layer,
  ),
  "lazy-or-eager": on<"lazy-or-eager">(async () => (await import("./lazy-or-eager.ts")).lazyOrEager),
  readers: on<"readers">(async () => (await import("./readers.ts")).readers),
  // Coordination
  "bounded-map": on<"bounded-map">(async () => (await import("./bounded-map.ts")).runBoundedMap),
  deadline: on<"deadline">(async () => (await import("./deadline.ts")).runDeadline),
  "first-success": on<"first-success">(async () => (await import("./first-success.ts")).runFirstSuccess),
  "all-or-nothing": on<"all-or-nothing">(async () => (await import("./all-or-nothing.ts")).runAllOrNothing),
  "settle-all": on<"settle-all">(async () => (await import("./settle-all.ts")).runSettleAll),
  "bounded-queue": on<"bounded-queue">(async () => (await import("./bounded-queue.ts")).runBoundedQueue),
  retry: on<"retry">(async () => (await import("./retry.ts")).runRetry),
  mutex: on<"mutex">(async () => (await import("./mutex.ts")).runMutex),
  "semaphore-pool": on<"semaphore-pool">(async () => (await import("./semaphore-pool.ts")).runSemaphorePool),
  "rate-limit": on<"rate-limit">(async () => (await import("./rate-limit.ts")).runRateLimit),
  "single-flight": on<"single-flight">(async () => (await import("./single-flight.ts")).runSingleFlight),
  "graceful-shutdown": on<"graceful-shutdown">(
    async () => (await import("./graceful-shutdown.ts")).runGracefulShutdown,
  ),
  // Scale
  "spawn-join": on<"spawn-join">(async () => (await import("./spawn-join.ts")).spawnJoin),
  sleepers: on<"sleepers">(async () => (await import("./sleepers.ts")).sleepers),
  "ping-pong": on<"ping-pong">(async () => (await import("./ping-pong.ts")).pingPong),
  "thread-ring": on<"thread-ring">(async () => (await import("./thread-ring.ts")).threadRing),
  skynet: on<"skynet">(async () => (await import("./skynet.ts")).skynet),
  sieve: on<"sieve">(async () => (await import("./sieve.ts")).sieve),
  grain: on<"grain">(async () => (await import("./grain.ts")).grain),
  nqueens: on<"nqueens">(async () => (await import("./nqueens.ts")).nqueens),
  matmul: on<"matmul">(async () => (await import("./matmul.ts")).matmul),
  payload: on<"payload">(async () => (await import("./payload.ts")).payload),
  // Scheduling
  heartbeat: on<"heartbeat">(async () => (await import("./heartbeat.ts")).heartbeat),
  starvation: on<"starvation">(async () => (await import("./starvation.ts")).starvation),
  timers: on<"timers">(async () => (await import("./timers.ts")).timers),
  fairness: on<"fairness">(async () => (await import("./fairness.ts")).fairness),
  mix: on<"mix", HttpClient>(
    async () => (await import("./mix.ts")).mix,
    async () => (await import("effect/http/FetchHttpClient")).layer,
  ),
};

/** The model `fibers`. */
export const port: Port = {
  model: "fibers",
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  async open(example, context) {
    const open = examples[example as ExampleId];
    if (typeof open !== "function") throw new RangeError(`The fibers' port has no example "${example}"`);
    return open(context);
  },
  count: async () => (await import("./internal/counters.ts")).count(),
};

/** An example whose effect needs the services `R`, and the layer that provides them. */
function on<Id extends ExampleId, R = never>(
  load: () => Promise<(input: InputOf<Id>) => Effect<OutputOf<Id>, unknown, R>>,
  ...layer: [R] extends [never] ? [] : [() => Promise<Layer.Layer<R>>]
): Open {
  return async (context) => {
    const provided = layer[0] === undefined ? (Layer.empty as Layer.Layer<R>) : await layer[0]();
    return openEffect(await load(), provided, context);
  };
}
