// The examples on a cluster, a line each. An example is loaded, and its machines started, when it is opened.

import {
  type ExampleContext,
  type OpenExample,
  type Port,
  reasonAgainst,
  type Unsupported,
} from "@byturns/context";
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import type { Effect } from "effect/Effect";
import type { Sharding } from "./internal/cluster.ts";
import { openOnMachines } from "./internal/edge.ts";
import type { Places } from "./internal/places.ts";

type Open = (context: ExampleContext) => Promise<OpenExample>;
type Examples = { readonly [Id in ExampleId]?: Unsupported | Open };

const ofOneProcess =
  "what one process's scheduler does; a machine of a cluster has its own, which the fibers show";
const ofCaller =
  "coordinates what its caller has started, wherever that runs; bounded-map shows it with machines";
const ofOneHolder = "would ask one entity, and wait for its answer; bounded-queue shows what that costs";
const ofOwnFiles = "about the files, sites and programs of the process itself; a machine would have its own";
const byMemory = "about memory that is shared or handed over; to another machine there is only the copy";

const examples: Examples = {
  // The walk-through
  "say-after": { unsupported: ofCaller },
  fib: on<"fib">(() => import("./fib.ts").then((file) => ({ ...file, run: file.fib }))),
  log: { unsupported: ofOwnFiles },
  downloads: { unsupported: ofOwnFiles },
  overlap: { unsupported: ofOwnFiles },
  subprocesses: { unsupported: ofOwnFiles },
  "lazy-or-eager": { unsupported: ofOneProcess },
  readers: on<"readers">(() => import("./readers.ts").then((file) => ({ ...file, run: file.readers }))),
  // Coordination
  "bounded-map": on<"bounded-map">(() =>
    import("./bounded-map.ts").then((file) => ({ ...file, run: file.runBoundedMap })),
  ),
  deadline: { unsupported: ofCaller },
  "first-success": { unsupported: ofCaller },
  "all-or-nothing": { unsupported: ofCaller },
  "settle-all": { unsupported: ofCaller },
  "bounded-queue": on<"bounded-queue">(() =>
    import("./bounded-queue.ts").then((file) => ({ ...file, run: file.runBoundedQueue })),
  ),
  retry: { unsupported: ofCaller },
  mutex: { unsupported: ofOneHolder },
  "semaphore-pool": { unsupported: ofOneHolder },
  "rate-limit": { unsupported: ofOneHolder },
  "single-flight": on<"single-flight">(() =>
    import("./single-flight.ts").then((file) => ({ ...file, run: file.runSingleFlight })),
  ),
  "graceful-shutdown": on<"graceful-shutdown">(() =>
    import("./graceful-shutdown.ts").then((file) => ({ ...file, run: file.runGracefulShutdown })),
  ),
  cleanup: { unsupported: ofOneProcess },
  // Scale
  "spawn-join": { unsupported: ofOneProcess },
  sleepers: { unsupported: ofOneProcess },
  "ping-pong": on<"ping-pong">(() =>
    import("./ping-pong.ts").then((file) => ({ ...file, run: file.pingPong })),
  ),
  "thread-ring": { unsupported: ofOneProcess },
  skynet: on<"skynet">(() => import("./skynet.ts").then((file) => ({ ...file, run: file.skynet }))),
  sieve: { unsupported: ofOneProcess },
  grain: on<"grain">(() => import("./grain.ts").then((file) => ({ ...file, run: file.grain }))),
  nqueens: on<"nqueens">(() => import("./nqueens.ts").then((file) => ({ ...file, run: file.nqueens }))),
  matmul: { unsupported: byMemory },
  payload: { unsupported: byMemory },
  // Scheduling
  heartbeat: { unsupported: ofOneProcess },
  starvation: { unsupported: ofOneProcess },
  timers: { unsupported: ofOneProcess },
  fairness: { unsupported: ofOneProcess },
  mix: { unsupported: ofOneProcess },
};

/** The model `cluster`. */
export const port: Port = {
  model: "cluster",
  needs: {
    net: ["127.0.0.1"],
    run: ["{runtime}"],
    env: ["*"],
    why: "its machines are processes of the same runtime, spoken to on loopback; effect/cluster reads the environment",
  },
  unsupported: (example, runtime) => reasonAgainst(examples[example as ExampleId], runtime),
  async open(example, context) {
    const open = examples[example as ExampleId];
    if (typeof open !== "function") throw new RangeError(`The cluster's port has no example "${example}"`);
    return open(context);
  },
};

/** What a file of this port exports: its example, and its machines' file. */
interface Entry<Id extends ExampleId> {
  readonly run: (input: InputOf<Id>) => Effect<OutputOf<Id>, unknown, Places | Sharding>;
  readonly machine: URL;
}

function on<Id extends ExampleId>(load: () => Promise<Entry<Id>>): Open {
  return async (context) => {
    const { run, machine } = await load();
    return openOnMachines(run, machine, context);
  };
}
