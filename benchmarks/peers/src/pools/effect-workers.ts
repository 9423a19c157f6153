// Effect's own pool of threads, used through its RPC calls.
import { Worker } from "node:worker_threads";
import * as NodeWorker from "@effect/platform-node/NodeWorker";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as RpcClient from "effect/rpc/RpcClient";
import * as Scope from "effect/Scope";
import { Calls } from "./calls.ts";
import type { Task } from "./compute.ts";

const file = new URL("./effect.worker.ts", import.meta.url);

export async function openEffectWorkers(threads: number) {
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
    compute: (task: Task) => Effect.runPromise(client.computeOne(task)),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  };
}
