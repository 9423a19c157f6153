// The examples on a pool of child processes, one line each. An example is loaded, and its processes started, when it is opened.
import { type ExampleContext, type Port, reasonAgainst, type Unsupported } from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import { Pool, type PoolOptions } from "./internal/pool.ts";
import type { Tasks } from "./internal/serve.ts";

/** What a file of this port exports: its example, its child's file, and how its pool is made. */
interface Entry<Id extends ExampleId> {
  readonly run: (input: InputOf<Id>, context: ExampleContext, pool: Pool<Tasks>) => Promise<OutputOf<Id>>;
  readonly child: URL;
  readonly pool?: Omit<PoolOptions, "context">;
}
type Examples = { readonly [Id in ExampleId]?: Unsupported | (() => Promise<Entry<Id>>) };

const ofCaller =
  "coordinates what its caller has started, wherever that runs; bounded-map shows it with processes";
const ofKeeper =
  "would ask the process that keeps it for every step, as the mutex does; mutex shows what that costs";
const ofOneProcess =
  "what one process's scheduler does; a child process has its own, which the promises show";

const examples: Examples = {
  // The walk-through
  "say-after": { unsupported: ofCaller },
  fib: () => import("./fib.ts").then((file) => ({ ...file, run: file.fib })),
  log: { unsupported: "about the files of the process itself; a child process would have its own" },
  downloads: { unsupported: ofCaller },
  overlap: () => import("./overlap.ts").then((file) => ({ ...file, run: file.overlap })),
  subprocesses: () => import("./subprocesses.ts").then((file) => ({ ...file, run: file.subprocesses })),
  "lazy-or-eager": { unsupported: ofOneProcess },
  readers: () => import("./readers.ts").then((file) => ({ ...file, run: file.readers })),
  // Coordination
  "bounded-map": () =>
    import("./bounded-map.example.ts").then((file) => ({ ...file, run: file.runBoundedMap })),
  deadline: () => import("./deadline.example.ts").then((file) => ({ ...file, run: file.runDeadline })),
  "first-success": () =>
    import("./first-success.example.ts").then((file) => ({ ...file, run: file.runFirstSuccess })),
  "all-or-nothing": () =>
    import("./all-or-nothing.example.ts").then((file) => ({ ...file, run: file.runAllOrNothing })),
  "settle-all": () => import("./settle-all.example.ts").then((file) => ({ ...file, run: file.runSettleAll })),
  "bounded-queue": { unsupported: ofKeeper },
  retry: () => import("./retry.example.ts").then((file) => ({ ...file, run: file.runRetry })),
  mutex: () => import("./mutex.example.ts").then((file) => ({ ...file, run: file.runMutex })),
  "semaphore-pool": { unsupported: ofKeeper },
  "rate-limit": { unsupported: ofCaller },
  cleanup: { unsupported: ofOneProcess },
  "single-flight": () =>
    import("./single-flight.example.ts").then((file) => ({ ...file, run: file.runSingleFlight })),
  "graceful-shutdown": () =>
    import("./graceful-shutdown.example.ts").then((file) => ({ ...file, run: file.runGracefulShutdown })),
  // Scale
  "spawn-join": () => import("./spawn-join.ts").then((file) => ({ ...file, run: file.spawnJoin })),
  sleepers: { unsupported: ofOneProcess },
  "ping-pong": () => import("./ping-pong.ts").then((file) => ({ ...file, run: file.pingPong })),
  "thread-ring": {
    unsupported:
      "would pass the token through the caller's process each time; ping-pong shows what that costs",
  },
  skynet: () => import("./skynet.ts").then((file) => ({ ...file, run: file.skynet })),
  sieve: () => import("./sieve.ts").then((file) => ({ ...file, run: file.sieve })),
  grain: () => import("./grain.ts").then((file) => ({ ...file, run: file.grain })),
  nqueens: () => import("./nqueens.ts").then((file) => ({ ...file, run: file.nqueens })),
  matmul: () => import("./matmul.ts").then((file) => ({ ...file, run: file.matmul })),
  payload: () => import("./payload.ts").then((file) => ({ ...file, run: file.payload })),
  // Scheduling
  heartbeat: () => import("./heartbeat.ts").then((file) => ({ ...file, run: file.heartbeat })),
  starvation: { unsupported: ofOneProcess },
  timers: { unsupported: ofOneProcess },
  fairness: () => import("./fairness.ts").then((file) => ({ ...file, run: file.fairness })),
  mix: () => import("./mix.ts").then((file) => ({ ...file, run: file.mix })),
};

/** The model `processes`. */
export const port: Port = {
  model: "processes",
  needs: {
    run: ["{runtime}", "/bin/sh"],
    env: ["NODE_V8_COVERAGE"],
    why: "its child processes are of the same runtime, and may do less; a shell ends them where this process is killed; Deno looks at the variable to start one",
  },
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  async open(example, context) {
    const load = examples[example as ExampleId];
    if (typeof load !== "function") throw new RangeError(`The processes' port has no example "${example}"`);
    const entry = (await load()) as Entry<ExampleId>;
    const pool = await Pool.start(entry.child, { ...entry.pool, context });
    return {
      run: (input) => entry.run(input as InputOf<ExampleId>, context, pool),
      elsewhere: () => pool.usage(),
      [Symbol.asyncDispose]: () => pool.close(),
    };
  },
};
