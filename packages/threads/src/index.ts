// The examples on node:worker_threads, a line each. An example is loaded, and its threads started, when it is opened.

import { type ExampleContext, type Port, reasonAgainst, type Unsupported } from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import { Pool, type PoolOptions } from "./internal/pool.ts";
import type { Tasks } from "./internal/serve.ts";

/** What a file of this port exports: its example, its worker's file, and how its pool is made. */
interface Loaded<Id extends ExampleId> {
  readonly run: (input: InputOf<Id>, context: ExampleContext, pool: Pool<Tasks>) => Promise<OutputOf<Id>>;
  readonly worker: URL;
  readonly pool?: Omit<PoolOptions, "context">;
}
interface Entry<Id extends ExampleId> {
  /** The function that runs the example, and what follows the example's id in the name of its file. */
  readonly run: string;
  readonly ending: ".ts" | ".example.ts";
  load(): Promise<Loaded<Id>>;
}
/** No example may be missing: the port declares what this model cannot do. */
type Examples = { readonly [Id in ExampleId]: Unsupported | Entry<Id> };

const examples: Examples = {
  // The walk-through
  "say-after": alone("sayAfter", () => import("./say-after.ts")),
  fib: alone("fib", () => import("./fib.ts")),
  log: alone("log", () => import("./log.ts")),
  downloads: alone("downloads", () => import("./downloads.ts")),
  overlap: alone("overlap", () => import("./overlap.ts")),
  subprocesses: alone("subprocesses", () => import("./subprocesses.ts")),
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
  mix: alone("mix", () => import("./mix.ts")),
};

/** The model `threads`. */
export const port: Port = {
  model: "threads",
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  source(example) {
    const entry = examples[example as ExampleId];
    return entry === undefined || "unsupported" in entry
      ? undefined
      : { file: example + entry.ending, run: entry.run };
  },
  async open(example, context) {
    const entry = examples[example as ExampleId];
    if (entry === undefined || "unsupported" in entry)
      throw new RangeError(`The port threads has no example "${example}"`);
    const { run, worker, pool: options } = (await entry.load()) as Loaded<ExampleId>;
    const pool = await Pool.start(worker, { ...options, context });
    return {
      run: (input) => run(input as InputOf<ExampleId>, context, pool),
      [Symbol.asyncDispose]: () => pool.close(),
    };
  },
};

/** What every file of an example exports beside the function that runs it. */
type Threaded = Pick<Loaded<ExampleId>, "worker" | "pool">;

/** An example in a file of its own. */
function alone<File extends Threaded, Name extends keyof File & string>(
  run: Name,
  file: () => Promise<File>,
) {
  return { run, ending: ".ts" as const, load: loadOf(run, file) };
}

/** An example beside the file of the helper that it runs. */
function withHelper<File extends Threaded, Name extends keyof File & string>(
  run: Name,
  file: () => Promise<File>,
) {
  return { run, ending: ".example.ts" as const, load: loadOf(run, file) };
}

function loadOf<File extends Threaded, Name extends keyof File & string>(
  run: Name,
  file: () => Promise<File>,
) {
  return async () => {
    const { [run]: function_, worker, pool } = await file();
    return { run: function_, worker, ...(pool === undefined ? {} : { pool }) };
  };
}
