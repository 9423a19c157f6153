// The examples on Effect fibers, a line each. An example is loaded when it is opened, and nothing else with it.

import { type ExampleContext, type Port, reasonAgainst, type Unsupported } from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import type { Effect } from "effect/Effect";
import * as Layer from "effect/Layer";
import { openEffect } from "./internal/edge.ts";

type Run<Id extends ExampleId> = (input: InputOf<Id>) => Effect<OutputOf<Id>, unknown, unknown>;
interface Entry<Id extends ExampleId> {
  /** The function that runs the example, and what follows the example's id in the name of its file. */
  readonly run: string;
  readonly ending: ".ts" | ".example.ts";
  load(): Promise<Run<Id>>;
  /** The services that the example needs. */
  layer(): Promise<Layer.Layer<never>>;
}
/** No example may be missing: the port declares what this model cannot do. */
type Examples = { readonly [Id in ExampleId]: Unsupported | Entry<Id> };

const fileSystem = async () => (await import("@effect/platform-node/NodeFileSystem")).layer;
const httpClient = async () => (await import("effect/http/FetchHttpClient")).layer;
const spawner = async () => (await import("./internal/spawner.ts")).layer;

const examples: Examples = {
  // The walk-through
  "say-after": alone("sayAfter", () => import("./say-after.ts")),
  fib: alone("fib", () => import("./fib.ts")),
  log: alone("log", () => import("./log.ts"), fileSystem),
  downloads: alone("downloads", () => import("./downloads.ts"), httpClient),
  overlap: alone("overlap", () => import("./overlap.ts"), fileSystem),
  subprocesses: alone("subprocesses", () => import("./subprocesses.ts"), spawner),
  "lazy-or-eager": alone("lazyOrEager", () => import("./lazy-or-eager.ts")),
  readers: alone("readers", () => import("./readers.ts")),
  // Coordination
  "bounded-map": withHelper("runBoundedMap", () => import("./bounded-map.example.ts")),
  deadline: withHelper("runDeadline", () => import("./deadline.example.ts")),
  "first-success": withHelper("runFirstSuccess", () => import("./first-success.example.ts")),
  "all-or-nothing": withHelper("runAllOrNothing", () => import("./all-or-nothing.example.ts")),
  "settle-all": withHelper("runSettleAll", () => import("./settle-all.example.ts")),
  "bounded-queue": withHelper("runBoundedQueue", () => import("./bounded-queue.example.ts")),
  retry: withHelper("runRetry", () => import("./retry.example.ts")),
  mutex: withHelper("runMutex", () => import("./mutex.example.ts")),
  "semaphore-pool": withHelper("runSemaphorePool", () => import("./semaphore-pool.example.ts")),
  "rate-limit": withHelper("runRateLimit", () => import("./rate-limit.example.ts")),
  "single-flight": withHelper("runSingleFlight", () => import("./single-flight.example.ts")),
  "graceful-shutdown": withHelper("runGracefulShutdown", () => import("./graceful-shutdown.example.ts")),
  cleanup: alone("cleanup", () => import("./cleanup.ts")),
  // Scale
  "spawn-join": alone("spawnJoin", () => import("./spawn-join.ts")),
  sleepers: alone("sleepers", () => import("./sleepers.ts")),
  "ping-pong": alone("pingPong", () => import("./ping-pong.ts")),
  "thread-ring": alone("threadRing", () => import("./thread-ring.ts")),
  skynet: alone("skynet", () => import("./skynet.ts")),
  sieve: alone("sieve", () => import("./sieve.ts")),
  grain: alone("grain", () => import("./grain.ts")),
  nqueens: alone("nqueens", () => import("./nqueens.ts")),
  matmul: alone("matmul", () => import("./matmul.ts")),
  payload: alone("payload", () => import("./payload.ts")),
  // Scheduling
  heartbeat: alone("heartbeat", () => import("./heartbeat.ts")),
  starvation: alone("starvation", () => import("./starvation.ts")),
  timers: alone("timers", () => import("./timers.ts")),
  fairness: alone("fairness", () => import("./fairness.ts")),
  mix: alone("mix", () => import("./mix.ts"), httpClient),
};

/** The model `fibers`. */
export const port: Port = {
  model: "fibers",
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  source(example) {
    const entry = examples[example as ExampleId];
    return entry === undefined || "unsupported" in entry
      ? undefined
      : { file: example + entry.ending, run: entry.run };
  },
  async open(example, context: ExampleContext) {
    const entry = examples[example as ExampleId];
    if (entry === undefined || "unsupported" in entry)
      throw new RangeError(`The port fibers has no example "${example}"`);
    const run = (await entry.load()) as (input: unknown) => Effect<unknown, unknown>;
    return openEffect(run, await entry.layer(), context);
  },
  count: async () => (await import("./internal/counters.ts")).count(),
};

/** The services of the effect that a function returns. */
type ServicesOf<F> = F extends (input: never) => Effect<unknown, unknown, infer R> ? R : never;
type LayerOf<F> = [ServicesOf<F>] extends [never] ? [] : [() => Promise<Layer.Layer<ServicesOf<F>>>];

/** An example in a file of its own, and the layer of the services that it needs. */
function alone<File, Name extends keyof File & string>(
  run: Name,
  file: () => Promise<File>,
  ...[layer]: LayerOf<File[Name]>
) {
  return {
    run,
    ending: ".ts" as const,
    load: async () => (await file())[run],
    layer: async () => (layer === undefined ? Layer.empty : await layer()),
  };
}

/** An example beside the file of the helper that it runs. */
function withHelper<File, Name extends keyof File & string>(run: Name, file: () => Promise<File>) {
  return {
    run,
    ending: ".example.ts" as const,
    load: async () => (await file())[run],
    layer: async () => Layer.empty,
  };
}
