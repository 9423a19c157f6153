// The examples on a pool of child processes, one line each. An example is loaded, and its processes started, when it is opened.
import { type ExampleContext, type Port, reasonAgainst, type Unsupported } from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import type { PoolOptions } from "./internal/pool/pool-options.ts";
import { Pool } from "./internal/pool.ts";
import type { Tasks } from "./internal/serve.ts";

/** What a file of this port exports: its example, its child's file, and how its pool is made. */
interface Loaded<Id extends ExampleId> {
  readonly run: (input: InputOf<Id>, context: ExampleContext, pool: Pool<Tasks>) => Promise<OutputOf<Id>>;
  readonly child: URL;
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

const ofCaller =
  "coordinates what its caller has started, wherever that runs; bounded-map shows it with processes";
const ofKeeper =
  "would ask the process that keeps it for every step, as the mutex does; mutex shows what that costs";
const ofOneProcess =
  "what one process's scheduler does; a child process has its own, which the promises show";

const examples: Examples = {
  // The walk-through
  "say-after": { unsupported: ofCaller },
  fib: alone("fib", () => import("./fib.ts")),
  log: { unsupported: "about the files of the process itself; a child process would have its own" },
  downloads: { unsupported: ofCaller },
  overlap: alone("overlap", () => import("./overlap.ts")),
  subprocesses: alone("subprocesses", () => import("./subprocesses.ts")),
  "lazy-or-eager": { unsupported: ofOneProcess },
  readers: alone("readers", () => import("./readers.ts")),
  // Coordination
  "bounded-map": withHelper("runBoundedMap", () => import("./bounded-map.example.ts")),
  deadline: withHelper("runDeadline", () => import("./deadline.example.ts")),
  "first-success": withHelper("runFirstSuccess", () => import("./first-success.example.ts")),
  "all-or-nothing": withHelper("runAllOrNothing", () => import("./all-or-nothing.example.ts")),
  "settle-all": withHelper("runSettleAll", () => import("./settle-all.example.ts")),
  "bounded-queue": { unsupported: ofKeeper },
  retry: withHelper("runRetry", () => import("./retry.example.ts")),
  mutex: withHelper("runMutex", () => import("./mutex.example.ts")),
  "semaphore-pool": { unsupported: ofKeeper },
  "rate-limit": { unsupported: ofCaller },
  cleanup: { unsupported: ofOneProcess },
  "single-flight": withHelper("runSingleFlight", () => import("./single-flight.example.ts")),
  "graceful-shutdown": withHelper("runGracefulShutdown", () => import("./graceful-shutdown.example.ts")),
  // Scale
  "spawn-join": alone("spawnJoin", () => import("./spawn-join.ts")),
  sleepers: { unsupported: ofOneProcess },
  "ping-pong": alone("pingPong", () => import("./ping-pong.ts")),
  "thread-ring": {
    unsupported:
      "would pass the token through the caller's process each time; ping-pong shows what that costs",
  },
  skynet: alone("skynet", () => import("./skynet.ts")),
  sieve: alone("sieve", () => import("./sieve.ts")),
  grain: alone("grain", () => import("./grain.ts")),
  nqueens: alone("nqueens", () => import("./nqueens.ts")),
  matmul: alone("matmul", () => import("./matmul.ts")),
  payload: alone("payload", () => import("./payload.ts")),
  // Scheduling
  heartbeat: alone("heartbeat", () => import("./heartbeat.ts")),
  starvation: { unsupported: ofOneProcess },
  timers: { unsupported: ofOneProcess },
  fairness: alone("fairness", () => import("./fairness.ts")),
  mix: alone("mix", () => import("./mix.ts")),
};

/** The model `processes`. */
export const port: Port = {
  model: "processes",
  needs: {
    run: ["{runtime}", "/bin/sh"],
    env: ["NODE_V8_COVERAGE"],
    read: ["/tmp"],
    write: ["/tmp"],
    why: "its child processes are of the same runtime, and may do less; a shell ends them where this process is killed; Deno looks at the variable to start one; each child shares a file with this process",
  },
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
      throw new RangeError(`The port processes has no example "${example}"`);
    const { run, child, pool: options } = (await entry.load()) as Loaded<ExampleId>;
    const pool = await Pool.start(child, { ...options, context });
    return {
      run: (input) => run(input as InputOf<ExampleId>, context, pool),
      elsewhere: () => pool.usage(),
      [Symbol.asyncDispose]: () => pool.close(),
    };
  },
};

/** What every file of an example exports beside the function that runs it. */
type Pooled = Pick<Loaded<ExampleId>, "child" | "pool">;

/** An example in a file of its own. */
function alone<File extends Pooled, Name extends keyof File & string>(run: Name, file: () => Promise<File>) {
  return { run, ending: ".ts" as const, load: loadOf(run, file) };
}

/** An example that runs the promises' helper. */
function withHelper<File extends Pooled, Name extends keyof File & string>(
  run: Name,
  file: () => Promise<File>,
) {
  return { run, ending: ".example.ts" as const, load: loadOf(run, file) };
}

function loadOf<File extends Pooled, Name extends keyof File & string>(run: Name, file: () => Promise<File>) {
  return async () => {
    const { [run]: function_, child, pool } = await file();
    return { run: function_, child, ...(pool === undefined ? {} : { pool }) };
  };
}
