// The engine under a fleet: Effect Cluster over PostgreSQL. Its modules may change between versions, so nothing else in
// this package imports them.
//
// Every machine is an entity with its own shard group, and runs one order at a time. An order is a durable request,
// named by its key. Machines meet only in PostgreSQL: no runner listens on a socket, so none needs to be secured, and a
// machine behind a router works like any other. The cost is the polling interval of the storage.
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

/** The prefix of all the engine's tables. */
export const prefix = "byturns";

/** How a machine handles an order. The engine may stop waiting for it, and ask again. */
export type Handle = (order: Order) => Promise<Answer>;

/** A fleet's tables. */
export interface Tables extends AsyncDisposable {
  /** Rows of a statement with parameters `$1`, `$2`, …. Rejects when PostgreSQL cannot be reached. */
  query<Row extends object>(statement: string, ...parameters: readonly unknown[]): Promise<readonly Row[]>;
}

/** One member's connection to the engine. */
export interface Engine extends AsyncDisposable {
  /**
   * Settles when the order is in storage; sending it again under the same key adds no second order. Rejects when
   * storage cannot be reached, and with FleetRefused when the order is invalid.
   */
  send(order: Order): Promise<void>;
  /**
   * Settles with the outcome of an order, now or later. Rejects when storage cannot be reached, and with FleetRefused
   * when the stored answer is invalid.
   */
  answer(order: Order, signal: AbortSignal): Promise<Answer>;
}

const fork = Rpc.make("fork", {
  payload: Order.fields,
  success: Answer,
  primaryKey: orderKey,
})
  .annotate(ClusterSchema.Persisted, true)
  // A caller may stop waiting for its answer; the order remains until its run is withdrawn.
  .annotate(ClusterSchema.Uninterruptible, "client");

const MachineEntity = Entity.make("Machine", [fork]).annotate(ClusterSchema.ShardGroup, (id) => id);

/**
 * Connects to a fleet's database to read its tables.
 *
 * @throws Error when PostgreSQL cannot be reached or rejects the login.
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
    // Otherwise the client keeps retrying and keeps the process alive.
    await runtime.dispose();
    throw error;
  }
  return { query, [Symbol.asyncDispose]: () => runtime.dispose() };
}

/**
 * Joins a fleet.
 *
 * @param machine the name of this machine and how it handles orders; without it the process only sends orders.
 * @param machines the machines it may send orders to.
 * @throws Error when PostgreSQL cannot be reached or rejects the login.
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
    // Rows with a lease survive a restart of PostgreSQL; advisory locks end with it, and jobs would run twice.
    shardLockDisableAdvisory: true,
    shardLockExpiration: Duration.seconds(120),
    shardLockRefreshInterval: Duration.seconds(5),
    entityMessagePollInterval: Duration.seconds(1),
    entityMailboxCapacity: "unbounded",
    entityMaxIdleTime: Duration.days(3650),
    // A runner that ends leaves its open orders unanswered; waiting for them would only keep its name taken.
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
          // The machine itself decides about turns: an answer that is already on its disk need not wait for one.
          // A defect that ends its entity would block the machine forever.
          { concurrency: "unbounded", disableFatalDefects: true, mailboxCapacity: "unbounded" },
        );
  // Members report what matters themselves; standard output is not for logs.
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

/** Storage failures are temporary. A defect is permanent, however often the request is repeated. */
const refuseDefects =
  (what: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.catchDefect(effect, (defect) =>
      Effect.fail(new FleetRefused(`${what}: ${reasonOf(defect)}`, { cause: defect })),
    );

/** The answer and its time. */
interface Answered {
  readonly atMs: number;
  readonly answer: Answer;
}

const storeEveryMs = 5_000;
/** By this time an answer is in storage, or the engine has given up on it. */
const givenUpAfterMs = 10_000;

/**
 * If an answer coincides with an outage, the engine drops it but treats its request as answered, so the caller would
 * wait forever. Each answer is therefore looked up in storage a little later, and stored here if it is missing. A
 * request has exactly one answer, the same one that is on the machine's disk.
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
    // Detects idle connections broken by a network cut. A running query on such a connection ends only when TCP gives
    // up, after minutes; the caller stops waiting earlier and retries on another one.
    keepAlive: Duration.seconds(5),
  });
}

/** Creates the engine's tables, and then `own`; needs a role with that right. Existing tables are kept. */
export async function prepareEngine(url: string, own: readonly string[]): Promise<void> {
  const migrate = Layer.mergeAll(
    SqlMessageStorage.layerMigrations({ prefix }),
    SqlRunnerStorage.layerMigrations({ prefix }),
  );
  await Effect.runPromise(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient;
      // Serializes machines that join at the same moment. The lock ends with its connection, the only one.
      yield* sql.unsafe("SELECT pg_advisory_lock(hashtext($1))", [prefix]);
      yield* Effect.scoped(Layer.build(migrate));
      for (const statement of own) yield* sql.unsafe(statement);
    }).pipe(Effect.provide(clientOf(url, "prepare", 1)), Effect.sandbox, Effect.mapError(Cause.squash)),
  );
}
