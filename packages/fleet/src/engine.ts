// The engine under a fleet: Effect Cluster over PostgreSQL. Its modules may change between versions, so nothing else
// of this package imports them.
//
// Every machine is an entity with a shard group of its own, and does one order at a time. An order is a durable
// request, named by its key. Machines meet in PostgreSQL alone: no runner listens anywhere, so there is no socket to
// guard, and a machine behind a router is as good as any. What that costs is the time until storage is looked at.
import * as NodeCrypto from "@effect/platform-node/NodeCrypto";
import * as PgClient from "@effect/sql-pg/PgClient";
import * as Cause from "effect/Cause";
import * as Context from "effect/Context";
import * as ClusterSchema from "effect/cluster/ClusterSchema";
import * as Entity from "effect/cluster/Entity";
import * as MessageStorage from "effect/cluster/MessageStorage";
import * as Reply from "effect/cluster/Reply";
import * as RunnerAddress from "effect/cluster/RunnerAddress";
import * as RunnerHealth from "effect/cluster/RunnerHealth";
import * as Runners from "effect/cluster/Runners";
import * as Sharding from "effect/cluster/Sharding";
import * as ShardingConfig from "effect/cluster/ShardingConfig";
import type * as Snowflake from "effect/cluster/Snowflake";
import * as SqlMessageStorage from "effect/cluster/SqlMessageStorage";
import * as SqlRunnerStorage from "effect/cluster/SqlRunnerStorage";
import * as Duration from "effect/Duration";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as ManagedRuntime from "effect/ManagedRuntime";
import * as Option from "effect/Option";
import * as Redacted from "effect/Redacted";
import * as References from "effect/References";
import * as Rpc from "effect/rpc/Rpc";
import * as SqlClient from "effect/sql/SqlClient";
import { FleetRefused, reasonOf } from "./errors.ts";
import { Answer, Order, orderKey } from "./order.ts";

/** All tables of the engine begin with it. */
export const prefix = "byturns";

/** What a machine does with an order. The engine may stop waiting for it, and ask again. */
export type Handle = (order: Order) => Promise<Answer>;

/** A fleet's tables. */
export interface Tables extends AsyncDisposable {
  /** Rows of a statement; `$1` and so on stand for the parameters. Rejects when PostgreSQL cannot be reached. */
  query<Row extends object>(statement: string, ...parameters: readonly unknown[]): Promise<readonly Row[]>;
}

/** One member's connection to the engine. */
export interface Engine extends AsyncDisposable {
  /**
   * Settles when the order is in storage; sent again under the same key it is one order still. Rejects when storage
   * cannot be reached, and with FleetRefused when the order is none.
   */
  send(order: Order): Promise<void>;
  /**
   * Settles with what became of an order that was sent, now or later. Rejects when storage cannot be reached, and with
   * FleetRefused when what is stored as its answer is none.
   */
  answer(order: Order, signal: AbortSignal): Promise<Answer>;
}

const fork = Rpc.make("fork", {
  payload: Order.fields,
  success: Answer,
  primaryKey: orderKey,
})
  .annotate(ClusterSchema.Persisted, true)
  // Who waits for an answer may stop waiting; the order stands until its run is withdrawn.
  .annotate(ClusterSchema.Uninterruptible, "client");

const MachineEntity = Entity.make("Machine", [fork]).annotate(ClusterSchema.ShardGroup, (id) => id);

/**
 * Connects to a fleet's database, to look into its tables.
 *
 * @throws Error when PostgreSQL cannot be reached or lets nobody in.
 */
export async function openTables(url: string): Promise<Tables> {
  const runtime = ManagedRuntime.make(clientOf(url, "board", 2));
  const query: Tables["query"] = (statement, ...parameters) =>
    runtime.runPromise(
      SqlClient.SqlClient.pipe(
        Effect.flatMap((sql) => sql.unsafe(statement, parameters)),
        Effect.timeout("20 seconds"),
      ),
    ) as Promise<never>;
  try {
    await query("SELECT 1");
  } catch (error) {
    // Otherwise the client goes on trying, and keeps the process.
    await runtime.dispose();
    throw error;
  }
  return { query, [Symbol.asyncDispose]: () => runtime.dispose() };
}

/**
 * Takes part in a fleet.
 *
 * @param machine the name of the machine that this process is, and what it does with orders; without it the process
 * only sends them.
 * @param machines whom it may send orders to.
 * @throws Error when PostgreSQL cannot be reached or lets nobody in.
 */
export async function openEngine(
  url: string,
  options: {
    readonly machine?: { readonly name: string; readonly handle: Handle };
    readonly machines?: readonly string[];
  },
): Promise<Engine> {
  const { machine, machines = [] } = options;
  const groups = machine === undefined ? machines : [machine.name];
  const config = ShardingConfig.layer({
    runnerAddress: machine === undefined ? Option.none() : Option.some(RunnerAddress.make(machine.name, 1)),
    availableShardGroups: groups,
    assignedShardGroups: machine === undefined ? [] : groups,
    shardsPerGroup: 1,
    // Rows with a lease outlive a restart of PostgreSQL; advisory locks end with it, and jobs would run twice.
    shardLockDisableAdvisory: true,
    shardLockExpiration: Duration.seconds(120),
    shardLockRefreshInterval: Duration.seconds(5),
    entityMessagePollInterval: Duration.seconds(1),
    entityMailboxCapacity: "unbounded",
    entityMaxIdleTime: Duration.days(3650),
    // What a runner that ends has not answered stays unanswered; to wait for it would only keep its name taken.
    entityTerminationTimeout: Duration.seconds(1),
    simulateRemoteSerialization: false,
  });
  const client = clientOf(url, machine?.name ?? "bench", 8);
  const storage = Layer.mergeAll(
    SqlMessageStorage.layerStorage({ prefix }),
    SqlRunnerStorage.layerStorage({ prefix }),
  ).pipe(Layer.provide(NodeCrypto.layerDigest));
  const sharding = Sharding.layer.pipe(
    Layer.provideMerge(Runners.layerNoop),
    Layer.provide(RunnerHealth.layerNoop),
    Layer.provideMerge(storage),
    Layer.provideMerge(config),
    Layer.provideMerge(client),
  );
  const answered = new Map<Snowflake.Snowflake, Answered>();
  const handlers =
    machine === undefined
      ? Layer.empty
      : MachineEntity.toLayer(
          {
            fork: ({ payload, requestId }) =>
              Effect.promise(async () => {
                const answer = await machine.handle(payload as Order);
                answered.set(requestId, { atMs: performance.now(), answer });
                return answer;
              }),
          },
          // Whose turn it is, is the machine's to say: what it has on its disk need not wait for a turn.
          // A defect that ends its entity would block the machine for ever.
          { concurrency: "unbounded", disableFatalDefects: true, mailboxCapacity: "unbounded" },
        );
  // What matters of it the members say themselves; standard output is not for logs.
  const quiet = Layer.succeed(References.MinimumLogLevel, "None");
  const runtime = ManagedRuntime.make(handlers.pipe(Layer.provideMerge(sharding), Layer.provideMerge(quiet)));
  const run = <A, E>(
    effect: Effect.Effect<A, E, Sharding.Sharding | MessageStorage.MessageStorage | SqlClient.SqlClient>,
    signal?: AbortSignal,
  ) => runtime.runPromise(effect, signal === undefined ? {} : { signal });
  try {
    await run(Effect.void);
  } catch (error) {
    await runtime.dispose();
    throw error;
  }
  const storing = setInterval(() => void run(storeAgain(answered)).catch(() => {}), storeEveryMs);
  return {
    send: (order) =>
      run(
        MachineEntity.client.pipe(
          Effect.flatMap((client) => client(order.machine).fork(order, { discard: true })),
          Effect.timeout("20 seconds"),
          Effect.asVoid,
          refuseDefects(`Cannot order ${order.cell.id} from ${order.machine}`),
        ),
      ),
    answer: (order, signal) =>
      run(
        MachineEntity.client.pipe(
          Effect.flatMap((client) => client(order.machine).fork(order)),
          refuseDefects(`${order.machine} has no answer for ${order.cell.id}`),
        ),
        signal,
      ),
    async [Symbol.asyncDispose]() {
      clearInterval(storing);
      await runtime.dispose();
    },
  };
}

/** What storage fails with passes. A defect is there to stay, however often it is asked again. */
const refuseDefects =
  (what: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.catchDefect(effect, (defect) =>
      Effect.fail(new FleetRefused(`${what}: ${reasonOf(defect)}`, { cause: defect })),
    );

/** What was answered, and when. */
interface Answered {
  readonly atMs: number;
  readonly answer: Answer;
}

const storeEveryMs = 5_000;
/** By then an answer is in storage, or the engine has given it up. */
const givenUpAfterMs = 10_000;

/**
 * The engine gives up an answer that falls into an outage, keeps its request for answered, and nobody ever hears of it.
 * So whatever was answered is looked up in storage a little later, and stored by ourselves where it is not there. Under
 * one request there is one answer, and it is the same that lies on the machine's disk.
 */
function storeAgain(answered: Map<Snowflake.Snowflake, Answered>) {
  return Effect.gen(function* () {
    const nowMs = performance.now();
    const due = Array.from(answered).filter(([, { atMs }]) => nowMs - atMs > givenUpAfterMs);
    if (due.length === 0) return;
    const [sql, storage, sharding] = [
      yield* SqlClient.SqlClient,
      yield* MessageStorage.MessageStorage,
      yield* Sharding.Sharding,
    ];
    const rows = yield* sql.unsafe<{ readonly id: string }>(
      `SELECT id::text AS id FROM ${prefix}_messages WHERE NOT processed AND id = ANY($1::bigint[])`,
      [`{${due.map(([id]) => id).join()}}`],
    );
    const open = new Set(rows.map(({ id }) => id));
    for (const [requestId, { answer }] of due) {
      if (open.has(String(requestId))) {
        const id = yield* sharding.getSnowflake;
        const reply = new Reply.WithExit<typeof fork>({ id, requestId, exit: Exit.succeed(answer) });
        yield* storage.saveReply(new Reply.ReplyWithContext({ reply, context: Context.empty(), rpc: fork }));
      }
      answered.delete(requestId);
    }
  }).pipe(Effect.timeout("20 seconds"));
}

function clientOf(url: string, who: string, maxConnections: number) {
  return PgClient.layer({
    url: Redacted.make(url),
    applicationName: `byturns ${who}`,
    maxConnections,
    connectTimeout: Duration.seconds(10),
    // Finds idle connections that a cut has made deaf. A query under way on one ends when TCP gives it up, after minutes;
    // whoever asked stops waiting before, and asks again on another.
    keepAlive: Duration.seconds(5),
  });
}

/** Makes the engine's tables, and then `own`; asks for a role that may. What is there already stays. */
export async function prepareEngine(url: string, own: readonly string[]): Promise<void> {
  const migrate = Layer.mergeAll(
    SqlMessageStorage.layerMigrations({ prefix }),
    SqlRunnerStorage.layerMigrations({ prefix }),
  );
  await Effect.runPromise(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient;
      // Machines that join at the same moment make them one after the other. It ends with its connection, the only one.
      yield* sql.unsafe("SELECT pg_advisory_lock(hashtext($1))", [prefix]);
      yield* Effect.scoped(Layer.build(migrate));
      for (const statement of own) yield* sql.unsafe(statement);
    }).pipe(Effect.provide(clientOf(url, "prepare", 1)), Effect.sandbox, Effect.mapError(Cause.squash)),
  );
}
