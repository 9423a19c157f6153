// A thread of Effect's pool, which answers calls.
import { parentPort } from "node:worker_threads";
import * as NodeWorkerRunner from "@effect/platform-node/NodeWorkerRunner";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as RpcServer from "effect/rpc/RpcServer";
import { Calls } from "./calls.ts";
import { computeOne } from "./compute.ts";

// Deno's has none, and the runner calls it to end; the pool ends the thread.
if (parentPort !== null) parentPort.close ??= () => {};

const answers = Calls.toLayer({ computeOne: (task) => Effect.sync(() => computeOne(task)) });
const serving = RpcServer.layer(Calls).pipe(
  Layer.provide(answers),
  Layer.provide(RpcServer.layerProtocolWorkerRunner),
  Layer.provide(NodeWorkerRunner.layer),
);
Effect.runFork(Layer.launch(serving));
