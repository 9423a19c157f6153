// The examples on a cluster, a line each. An example is loaded, and its machines started, when it is opened.
import type { ExampleId, InputOf, OutputOf } from "@byturns/spec";
import { type Act, type Port, reasonAgainst, type Stage, type Unsupported } from "@byturns/stage";
import type { Effect } from "effect/Effect";
import type { Sharding } from "./internal/cluster.ts";
import { openOnMachines } from "./internal/edge.ts";
import type { Places } from "./internal/places.ts";

type Open = (stage: Stage) => Promise<Act>;
type Examples = { readonly [Id in ExampleId]?: Unsupported | Open };

const examples: Examples = {
  fib: on<"fib">(() => import("./fib.ts").then((file) => ({ ...file, play: file.fib }))),
  grain: on<"grain">(() => import("./grain.ts").then((file) => ({ ...file, play: file.grain }))),
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
  async open(example, stage) {
    const open = examples[example as ExampleId];
    if (typeof open !== "function") throw new RangeError(`The cluster's port has no example "${example}"`);
    return open(stage);
  },
};

/** What a file of this port exports: its example, and its machines' file. */
interface Entry<Id extends ExampleId> {
  readonly play: (input: InputOf<Id>) => Effect<OutputOf<Id>, unknown, Places | Sharding>;
  readonly machine: URL;
}

function on<Id extends ExampleId>(load: () => Promise<Entry<Id>>): Open {
  return async (stage) => {
    const { play, machine } = await load();
    return openOnMachines(play, machine, stage);
  };
}
