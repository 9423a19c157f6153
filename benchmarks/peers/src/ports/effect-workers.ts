// Effect's own pool of threads, used through its RPC calls.
import { Worker } from "node:worker_threads";
import * as NodeWorker from "@effect/platform-node/NodeWorker";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as RpcClient from "effect/rpc/RpcClient";
import * as Scope from "effect/Scope";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";
import { Calls } from "../workers/calls.ts";

const file = new URL("../workers/effect.worker.ts", import.meta.url);

const open: OpenPool = async (threads) => {
  const scope = await Effect.runPromise(Scope.make());
  const platform = NodeWorker.layer(() => new Worker(file));
  const protocol = RpcClient.layerProtocolWorker({ size: threads, concurrency: 64 });
  // Built into the scope, which outlives this call and keeps the threads.
  const client = await Layer.buildWithScope(Layer.provide(protocol, platform), scope).pipe(
    Effect.flatMap((services) => RpcClient.make(Calls).pipe(Effect.provide(services))),
    Effect.provideService(Scope.Scope, scope),
    Effect.runPromise,
  );
  return {
    compute: (piece) => Effect.runPromise(client.computeOne(piece)),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  };
};

export const port = contender("effect-workers", poolRuns(open));
