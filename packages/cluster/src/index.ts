// The examples on a cluster, a line each. An example is loaded, and its machines started, when it is opened.

import {
  type ExampleContext,
  type OpenExample,
  type Port,
  reasonAgainst,
  type Unsupported,
} from "@byturns/context";
import type { ExampleId } from "@byturns/spec";
import type { Effect } from "effect/Effect";
import type { Sharding } from "./internal/cluster.ts";
import type { Places } from "./internal/places.ts";

interface Entry {
  /** The function that runs the example. */
  readonly run: string;
  open(context: ExampleContext): Promise<OpenExample>;
}
/** No example may be missing: the port declares what this model cannot do. */
type Examples = { readonly [Id in ExampleId]: Unsupported | Entry };

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
  fib: on("fib", () => import("./fib.ts")),
  log: { unsupported: ofOwnFiles },
  downloads: { unsupported: ofOwnFiles },
  overlap: { unsupported: ofOwnFiles },
  subprocesses: { unsupported: ofOwnFiles },
  "lazy-or-eager": { unsupported: ofOneProcess },
  readers: on("readers", () => import("./readers.ts")),
  // Coordination
  "bounded-map": on("runBoundedMap", () => import("./bounded-map.ts")),
  deadline: { unsupported: ofCaller },
  "first-success": { unsupported: ofCaller },
  "all-or-nothing": { unsupported: ofCaller },
  "settle-all": { unsupported: ofCaller },
  "bounded-queue": on("runBoundedQueue", () => import("./bounded-queue.ts")),
  retry: { unsupported: ofCaller },
  mutex: { unsupported: ofOneHolder },
  "semaphore-pool": { unsupported: ofOneHolder },
  "rate-limit": { unsupported: ofOneHolder },
  "single-flight": on("runSingleFlight", () => import("./single-flight.ts")),
  "graceful-shutdown": on("runGracefulShutdown", () => import("./graceful-shutdown.ts")),
  cleanup: { unsupported: ofOneProcess },
  // Scale
  "spawn-join": { unsupported: ofOneProcess },
  sleepers: { unsupported: ofOneProcess },
  "ping-pong": on("pingPong", () => import("./ping-pong.ts")),
  "thread-ring": { unsupported: ofOneProcess },
  skynet: on("skynet", () => import("./skynet.ts")),
  sieve: { unsupported: ofOneProcess },
  grain: on("grain", () => import("./grain.ts")),
  nqueens: on("nqueens", () => import("./nqueens.ts")),
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
  source(example) {
    const entry = examples[example as ExampleId];
    return entry === undefined || "unsupported" in entry
      ? undefined
      : { file: `${example}.ts`, run: entry.run };
  },
  async open(example, context) {
    const entry = examples[example as ExampleId];
    if (entry === undefined || "unsupported" in entry)
      throw new RangeError(`The port cluster has no example "${example}"`);
    return entry.open(context);
  },
};

/** An example of this port, as its file exports it. */
type Example = (input: never) => Effect<unknown, unknown, Places | Sharding>;

function on<Name extends string, File extends { readonly machine: URL } & Readonly<Record<Name, Example>>>(
  run: Name,
  load: () => Promise<File>,
): Entry {
  return {
    run,
    open: async (context) => {
      // Whoever only asks what this port supports does not load effect/cluster.
      const [{ [run]: example, machine }, { openOnMachines }] = await Promise.all([
        load(),
        import("./internal/edge.ts"),
      ]);
      return openOnMachines(example, machine, context);
    },
  };
}
