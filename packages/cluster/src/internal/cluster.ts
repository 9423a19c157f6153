// Everything that is taken from effect/cluster, whose modules are marked unstable: the rest of the port imports this file.
//
// The machines of a run are known before it begins, so there is nothing for them to find or to agree on: each receives all
// addresses, computes the same assignment of shards from them, and takes its own. So no database is needed. It also means
// that a machine that dies is not replaced, and that messages live no longer than their sender.
import * as NodeSocket from "@effect/platform-node/NodeSocket";
import * as NodeSocketServer from "@effect/platform-node/NodeSocketServer";
import * as ClusterErrors from "effect/cluster/ClusterError";
import * as ClusterSchema from "effect/cluster/ClusterSchema";
import * as Entity from "effect/cluster/Entity";
import * as MachineId from "effect/cluster/MachineId";
import * as MessageStorage from "effect/cluster/MessageStorage";
import * as Runner from "effect/cluster/Runner";
import * as RunnerAddress from "effect/cluster/RunnerAddress";
import * as RunnerHealth from "effect/cluster/RunnerHealth";
import * as RunnerStorage from "effect/cluster/RunnerStorage";
import * as Runners from "effect/cluster/Runners";
import type { Sharding } from "effect/cluster/Sharding";
import * as ShardingConfig from "effect/cluster/ShardingConfig";
import * as SocketRunner from "effect/cluster/SocketRunner";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Option from "effect/Option";
import * as References from "effect/References";
import type * as Rpc from "effect/rpc/Rpc";
import * as RpcClient from "effect/rpc/RpcClient";
import * as RpcSerialization from "effect/rpc/RpcSerialization";
import * as Socket from "effect/socket/Socket";
import * as SocketServer from "effect/socket/SocketServer";

export type { Sharding };

/** What the cluster itself can fail with. Machines that are all known, and mailboxes without a bound, leave none of it. */
export type ClusterError =
  | ClusterErrors.MailboxFull
  | ClusterErrors.AlreadyProcessingMessage
  | ClusterErrors.PersistenceError
  | ClusterErrors.EntityNotAssignedToRunner;

/** A call that fails with nothing but what the entity fails with; dies of what the cluster fails with. */
export const sure = <A, E, R>(
  call: Effect.Effect<A, E | ClusterError, R>,
): Effect.Effect<A, Exclude<E, ClusterError>, R> =>
  Effect.catchIf(call, isClusterError, Effect.die) as Effect.Effect<A, Exclude<E, ClusterError>, R>;

const isClusterError = (error: unknown): error is ClusterError =>
  error instanceof ClusterErrors.MailboxFull ||
  error instanceof ClusterErrors.AlreadyProcessingMessage ||
  error instanceof ClusterErrors.PersistenceError ||
  error instanceof ClusterErrors.EntityNotAssignedToRunner;

const host = "127.0.0.1";
/** The shard group of the entities that have a key; each machine's own group is beside it. */
const everywhere = "default";

/**
 * An entity that every machine has; its id is the machine's place, counted from 0.
 *
 * @example
 * ```ts
 * import { onEachMachine } from "@byturns/cluster/internal/cluster";
 * import * as Rpc from "effect/rpc/Rpc";
 * import * as Schema from "effect/Schema";
 *
 * const add = Rpc.make("add", { payload: { a: Schema.Int, b: Schema.Int }, success: Schema.Int });
 * export const Adder = onEachMachine("Adder", [add]);
 * ```
 */
export function onEachMachine<const Type extends string, const Rpcs extends readonly Rpc.Any[]>(
  type: Type,
  rpcs: Rpcs,
): Entity.Entity<Type, Rpcs[number]> {
  return Entity.make(type, rpcs).annotate(ClusterSchema.ShardGroup, (place) => groupOf(Number(place)));
}

/** An entity for each key, on whichever machine the key falls to. */
export function forEachKey<const Type extends string, const Rpcs extends readonly Rpc.Any[]>(
  type: Type,
  rpcs: Rpcs,
): Entity.Entity<Type, Rpcs[number]> {
  return Entity.make(type, rpcs);
}

/**
 * A call that runs to its end on its machine, even if its caller is interrupted: only another call cancels it, and can then return
 * how it ended.
 */
export function unbroken<R extends Rpc.Any & { annotate(key: unknown, value: unknown): R }>(rpc: R): R {
  return rpc.annotate(ClusterSchema.Uninterruptible, true);
}

/** A server on a free port of the loopback interface, for the machine that will be behind it. */
export const serverLayer = NodeSocketServer.layer({ host, port: 0, noDelay: true });

/** The port that a server listens on. Dies of a TypeError when it listens on a path. */
export const portOf = Effect.map(SocketServer.SocketServer, ({ address }) => {
  if (address._tag === "UnixPathAddress") throw new TypeError(`Cannot run a machine behind ${address.path}`);
  return address.port;
});

/** A machine: serves the entities that fall to it, behind a server that listens already. */
export function machineLayer(
  place: number,
  ports: readonly number[],
): Layer.Layer<Sharding, never, SocketServer.SocketServer> {
  return SocketRunner.layer.pipe(
    Layer.provide([RunnerHealth.layerNoop, connections]),
    Layer.provide(common(ports, { runnerAddress: Option.some(addressOf(ports[place] as number)), place })),
  );
}

/** Sends messages to the machines, and serves nothing. */
export function clientLayer(ports: readonly number[]): Layer.Layer<Sharding> {
  return SocketRunner.layerClientOnly.pipe(
    Layer.provide(connections),
    Layer.provide(common(ports, { runnerAddress: Option.none(), place: -1 })),
  );
}

/**
 * The connections to machines: as in platform-node's NodeClusterSocket, except for two things. Nothing waits for more to be sent
 * with it: without `noDelay` a message that follows another at once takes 40 ms, because Nagle's algorithm waits for an answer
 * that the other side delays. And no machine is pinged: one that computes for ten seconds cannot answer, would be taken for dead,
 * and would be sent everything again. The process that started it is notified when it ends.
 */
const connections = Layer.effect(Runners.RpcClientProtocol)(
  Effect.map(RpcSerialization.RpcSerialization, (serialization) => ({
    codecFor: serialization.codecFor,
    make: ({ host, port }: RunnerAddress.RunnerAddress) =>
      NodeSocket.makeNet({ host, port, noDelay: true }).pipe(
        Effect.flatMap((socket) => Effect.provideService(unasked, Socket.Socket, socket)),
        Effect.provideService(RpcSerialization.RpcSerialization, serialization),
        Effect.orDie,
      ),
  })),
);

const unasked = RpcClient.makeProtocolSocket({ pingInterval: "1 day" });

interface Own {
  readonly runnerAddress: Option.Option<RunnerAddress.RunnerAddress>;
  readonly place: number;
}

function common(ports: readonly number[], { runnerAddress, place }: Own) {
  const config = ShardingConfig.layer({
    runnerAddress,
    availableShardGroups: [everywhere, ...ports.map((_, i) => groupOf(i))],
    assignedShardGroups: place < 0 ? [] : [everywhere, groupOf(place)],
    shardsPerGroup: 64,
    entityMailboxCapacity: "unbounded",
    maxResidentEntities: "unbounded",
    // A message may arrive before the machine has taken its shards.
    sendRetryInterval: 5,
    // A message within one machine is not encoded.
    simulateRemoteSerialization: false,
  });
  return Layer.mergeAll(
    config,
    MessageStorage.layerNoop,
    Layer.succeed(RunnerStorage.RunnerStorage)(knownRunners(ports)),
    RpcSerialization.layerSchemaBinary(),
    // Without the line that it listens.
    Layer.succeed(References.MinimumLogLevel)("Warn"),
  );
}

/** Runners that all exist from beginning to end. Every shard is free for the runner it is assigned to. */
function knownRunners(ports: readonly number[]): RunnerStorage.RunnerStorage["Service"] {
  const runners = ports.map((port, place) =>
    Runner.make({ address: addressOf(port), groups: [everywhere, groupOf(place)], weight: 1 }),
  );
  return RunnerStorage.RunnerStorage.of({
    getRunners: Effect.sync(() => runners.map((runner) => [runner, true] as const)),
    register: ({ address }) => Effect.succeed(MachineId.make(ports.indexOf(address.port))),
    unregister: () => Effect.void,
    setRunnerHealth: () => Effect.void,
    acquire: (_, shards) => Effect.succeed(Array.from(shards)),
    refresh: (_, shards) => Effect.succeed(Array.from(shards)),
    release: () => Effect.void,
    releaseAll: () => Effect.void,
  });
}

const addressOf = (port: number) => RunnerAddress.make(host, port);
const groupOf = (place: number) => `machine ${place}`;
