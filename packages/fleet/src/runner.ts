// One machine of a fleet: joins under a name, takes orders one at a time, and stores each record before sending it.
import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Catalog } from "@byturns/lab";
import { type Executor, thisMachine } from "@byturns/lab/executor";
import { type Counters, conditionsBetween, readCounters } from "@byturns/lab/machine/conditions";
import { examineMachine } from "@byturns/lab/machine/machine";
import { allRuntimes } from "@byturns/lab/runtime/runtimes";
import { isMachineName } from "@byturns/record";
import { type Hello, type Member, membersOf, sayAlive, sayGoodbye, withdrawnOf } from "./board.ts";
import { checkOrder } from "./check.ts";
import { claimName } from "./claim-name.ts";
import { connect } from "./connect.ts";
import { openEngine, type Tables } from "./engine.ts";
import { FleetRefused, reasonOf } from "./errors.ts";
import type { Answer, Order } from "./order.ts";
import { type Sources, sourcesOf } from "./sources.ts";
import { openSpool, type Spool } from "./spool.ts";

/** How a machine joins. */
export interface RunnerOptions {
  /** The fleet's database. */
  readonly url: string;
  /** The name of this machine in the fleet: letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** Where records are stored. Default: in the project's cache. */
  readonly spool?: string;
  readonly onEvent?: (event: RunnerEvent) => void;
  /** Determines the local sources. Default: from git, for the project's root. */
  readonly sources?: () => Promise<Pick<Sources, "id">>;
  /** How long that result is reused, in milliseconds. Default: 10,000. */
  readonly sourcesHoldMs?: number;
  /** How long a fork may take to end after it was asked to end. Default: 2,000. */
  readonly graceMs?: number;
}

/** The events of a runner. */
export type RunnerEvent =
  | { readonly _tag: "joined"; readonly hello: Hello; readonly others: readonly Member[] }
  | { readonly _tag: "waitsForName"; readonly holder: Member }
  | { readonly _tag: "begins"; readonly order: Order }
  | { readonly _tag: "answers"; readonly order: Order; readonly answer: Answer; readonly fromSpool: boolean }
  /** PostgreSQL does not respond; forks that were begun continue. */
  | { readonly _tag: "unreachable"; readonly why: string };

/** The interval between heartbeats. */
const heartbeatMs = 5_000;
/** How long a fork waits for PostgreSQL to report whether its run is withdrawn. */
const patienceMs = 3_000;
/** The interval at which an idle machine examines itself again. */
const conditionsHoldMs = 30_000;

/**
 * Joins a fleet, and takes its orders until the signal ends it.
 *
 * @throws FleetRefused when the name is invalid or held by another connected machine, when the version of the sources
 * cannot be determined, or when they have changed since they were loaded.
 * @throws FleetUnreachable when PostgreSQL cannot be reached at the start; later outages are waited out.
 */
export async function joinFleet(
  catalog: Catalog,
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { url, name, onEvent, graceMs = 2_000 } = options;
  if (!isMachineName(name)) {
    throw new FleetRefused(
      `"${name}" cannot name a machine: letters, digits, ".", "_" and "-", 63 at most, and no file of a run`,
    );
  }
  const look = options.sources ?? (() => sourcesOf(catalog.root));
  const [sources, found] = await Promise.all([
    look().catch((error) => {
      throw new FleetRefused(`${(error as Error).message}: join from a checkout`);
    }),
    allRuntimes(catalog),
  ]);
  const runtimes = new Map(found.map((one) => [`${one.id}@${one.version}`, one] as const));
  const executor = await thisMachine(catalog, runtimes, graceMs);
  const session = randomUUID();
  const host = hostOf(executor);
  const hello: Hello = {
    protocol: 1,
    machine: { ...executor.machine, id: idOf(executor.machine.id, name), name },
    sources: sources.id,
    measured: executor.sources,
    runtimes: [...runtimes.keys()],
    host,
    pid: process.pid,
  };
  const spool = await openSpool(
    options.spool ?? join(catalog.root, "node_modules", ".cache", "byturns", "fleet", name),
  );
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  try {
    await using board = await connect(url);
    const onHeld = (holder: Member) => onEvent?.({ _tag: "waitsForName", holder });
    if (!(await claimName(board, name, session, hello, onHeld, signal))) return;
    onEvent?.({ _tag: "joined", hello, others: (await membersOf(board)).filter((one) => one.name !== name) });
    const own = { catalog, options, board, spool, executor, hello, session, look, graceMs, signal: stop };
    const { handle, beat, settled } = makeWorker(own);
    await using _goodbye = atEnd(() => sayGoodbye(board, name, session).catch(() => {}));
    await using _engine = await openEngine(url, { machine: { name, handle } });
    // Nothing may run or begin by the time the engine ends and the name is free.
    await using _settled = atEnd(async () => {
      over.abort();
      await settled();
    });
    await heartbeats(beat, signal);
  } finally {
    await executor[Symbol.asyncDispose]();
  }

  async function heartbeats(beat: Worker["beat"], signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await wait(heartbeatMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await beat();
    }
  }
}

/** Node 22, which hosts this too, has no `AsyncDisposableStack`. */
function atEnd(act: () => Promise<void>): AsyncDisposable {
  return { [Symbol.asyncDispose]: act };
}

interface Worker {
  readonly handle: (order: Order) => Promise<Answer>;
  readonly beat: () => Promise<void>;
  /** Settles when no fork is running. */
  readonly settled: () => Promise<unknown>;
}

interface WorkerOptions {
  readonly catalog: Catalog;
  readonly options: RunnerOptions;
  readonly board: Tables;
  readonly spool: Spool;
  readonly executor: Executor;
  readonly hello: Hello;
  readonly session: string;
  readonly look: () => Promise<Pick<Sources, "id">>;
  readonly graceMs: number;
  readonly signal: AbortSignal;
}

function makeWorker(given: WorkerOptions): Worker {
  const { catalog, options, board, spool, executor, hello, session, look, graceMs, signal } = given;
  const { name, onEvent, sourcesHoldMs = 10_000 } = options;
  const there = new Set(hello.runtimes);
  let doing: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let lookedMs = performance.now();
  let said = hello;
  let waiting = 0;
  let watched: { readonly run: string; readonly before: Counters } | undefined;

  async function handle(order: Order): Promise<Answer> {
    waiting += 1;
    const { answer, fromSpool } = await answerOrWhy(order);
    // Before the last answer is sent, so that its recipient finds the conditions recorded.
    if (waiting === 1) await sayMeanwhile(order);
    waiting -= 1;
    onEvent?.({ _tag: "answers", order, answer, fromSpool });
    return answer;
  }

  async function answerOrWhy(order: Order) {
    try {
      const known = await spool.look(order);
      if (typeof known === "object") return { answer: known, fromSpool: true };
      return await inTurn(async () => {
        signal.throwIfAborted();
        // It may have been done while this one waited.
        const known = await spool.look(order);
        if (typeof known === "object") return { answer: known, fromSpool: true };
        const answer = await answerTo(order, known).finally(() => {
          doing = undefined;
        });
        return { answer, fromSpool: false };
      });
    } catch (error) {
      // This runner ends, and its order stays open for the next runner with its name. The engine would store an error
      // as the final answer, so none is returned.
      if (signal.aborted) return await new Promise<never>(() => {});
      const answer: Answer = { _tag: "refused", why: (error as Error).message };
      return { answer, fromSpool: false };
    }
  }

  /** One at a time, in order of arrival. */
  function inTurn<A>(work: () => Promise<A>): Promise<A> {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  }

  /** A fork that was begun runs to its end, whatever happens to the engine's leases in the meantime. */
  async function answerTo(order: Order, begunBefore: number): Promise<Answer> {
    if (order.machine !== name) return { _tag: "refused", why: `this is ${name}, not ${order.machine}` };
    if (performance.now() - lookedMs > sourcesHoldMs) {
      const why = await changedSince();
      if (why !== undefined) return { _tag: "refused", why };
    }
    const checked = checkOrder(catalog, hello.sources, there, order);
    if ("why" in checked) return { _tag: "refused", why: checked.why };
    doing = order.cell.id;
    const withdrawn = await withdrawnNow(order);
    if (order.asked <= withdrawn) return { _tag: "withdrawn" };
    // A fork left by a killed runner ends within this time; only then is the machine quiet again.
    if (begunBefore > 0) await wait(graceMs + 500, undefined, { signal });
    if (watched?.run !== order.run) watched = { run: order.run, before: await readCounters() };
    onEvent?.({ _tag: "begins", order });
    await spool.begin(order);
    const fork = { ...checked.fork, attempt: begunBefore + 1 };
    for await (const { record, trace } of executor.run(checked.part, [fork], signal)) {
      const named = { ...record, machine: hello.machine.id };
      const recorded = {
        _tag: "recorded",
        record: named,
        ...(trace === undefined ? {} : { trace }),
      } as const;
      await spool.keep(order, recorded);
      return recorded;
    }
    // It was interrupted because this runner ends. The order stays open for the next runner that takes its name.
    throw new Error(`${order.cell.id} was interrupted`);
  }

  /** The latest withdrawn attempt of the run. If PostgreSQL is down, orders are measured anyway. */
  async function withdrawnNow({ run }: Order): Promise<number> {
    const asked = Promise.all([withdrawnOf(board, run, name), sayAlive(board, name, session, doing)]).then(
      ([withdrawn]) => withdrawn,
      () => 0,
    );
    return Promise.race([asked, wait(patienceMs, 0, { ref: false })]);
  }

  /** Reports what disturbed the machine since the first fork of a run, without waiting for PostgreSQL. */
  async function sayMeanwhile({ run }: Order): Promise<void> {
    if (watched?.run !== run) return;
    const conditions = conditionsBetween(watched.before, await readCounters());
    said = { ...said, meanwhile: { run, conditions } };
    const heard = sayAlive(board, name, session, doing, said).catch(() => false);
    await Promise.race([heard, wait(patienceMs, false, { ref: false })]);
  }

  async function beat(): Promise<void> {
    const isIdle = doing === undefined && performance.now() - lookedMs > conditionsHoldMs;
    const now = isIdle ? await helloNow() : undefined;
    const mine = await sayAlive(board, name, session, doing, now).catch((error) => {
      onEvent?.({ _tag: "unreachable", why: reasonOf(error) });
      return true;
    });
    if (!mine) throw new FleetRefused(`Another process joined as ${name}, and this one gives way`);
  }

  /** The machine's present conditions; only read while it is idle, because reading them is work. */
  async function helloNow(): Promise<Hello> {
    const why = await changedSince().catch(() => undefined);
    if (why !== undefined) throw new FleetRefused(`This runner ends: ${why}`);
    const { load, governor, usableCores, conditions, seenAt } = await examineMachine();
    const changed = {
      load,
      usableCores,
      conditions,
      seenAt,
      ...(governor === undefined ? {} : { governor }),
    };
    said = { ...said, machine: { ...said.machine, ...changed } };
    return said;
  }

  /** Why nothing may be measured here any more; undefined while the sources are those loaded in memory. */
  async function changedSince(): Promise<string | undefined> {
    const { id } = await look();
    lookedMs = performance.now();
    if (id === hello.sources) return undefined;
    return `the sources here are at ${id} since this runner joined at ${hello.sources}: start it again`;
  }

  return { handle, beat, settled: () => turn };
}

/** Two machines of the same model may have the same id; their names distinguish them. */
function idOf(machine: string, name: string): string {
  return createHash("sha256").update(`${machine}\n${name}`).digest("hex").slice(0, 8);
}

function hostOf({ machine }: Executor): string {
  return createHash("sha256").update(`${machine.id}\n${hostname()}`).digest("hex").slice(0, 12);
}
