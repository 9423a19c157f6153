// The state of a fleet, in two tables beside the engine's: its machines and what each is doing, and which runs are
// withdrawn.
import { Condition, decoder, Machine, MeasuredSources } from "@byturns/record";
import * as Schema from "effect/Schema";
import { prefix, type Tables } from "./engine.ts";

/** What a machine reports about itself when it joins. */
export const Hello = Schema.Struct({
  /** The version of the protocol between machines; others are not understood. */
  protocol: Schema.Literal(1),
  machine: Machine,
  /** The version of its sources, from `sourcesOf`. */
  sources: Schema.String,
  /** What measured processes run there, with its fingerprint; a runner of an earlier version does not report it. */
  measured: Schema.optionalKey(MeasuredSources),
  /** Each `<id>@<version>`. */
  runtimes: Schema.Array(Schema.String),
  /** Shows whether two runners are on the same host: a hash. */
  host: Schema.String,
  pid: Schema.Int,
  /** What disturbed it since the first fork of the latest run that it worked on. */
  meanwhile: Schema.optionalKey(Schema.Struct({ run: Schema.String, conditions: Schema.Array(Condition) })),
});
export type Hello = typeof Hello.Type;

/** One machine of a fleet. */
export interface Member {
  readonly name: string;
  /** Undefined if it uses another protocol version; `why` explains that. */
  readonly hello: Hello | undefined;
  readonly why: string | undefined;
  /** The process that holds the name. */
  readonly session: string;
  readonly doing: string | undefined;
  /** Time since its last heartbeat, in milliseconds. */
  readonly silentMs: number;
  /** Forks that wait for it or run on it. */
  readonly waiting: number;
}

/** A run with forks in the queues. */
export interface WaitingRun {
  readonly run: string;
  readonly machine: string;
  readonly waiting: number;
  readonly sinceMs: number;
}

/** After this much silence, another process may take a machine's name. */
export const silentAfterMs = 15_000;

const machines = `${prefix}_machines`;
const runs = `${prefix}_runs`;
const messages = `${prefix}_messages`;

/** The statements that create the tables; existing ones are kept. */
export const boardTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS ${machines} (
    name text PRIMARY KEY, session text NOT NULL, hello text NOT NULL, doing text,
    joined_at timestamptz NOT NULL DEFAULT now(), heard_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE IF NOT EXISTS ${runs} (
    run text NOT NULL, machine text NOT NULL, withdrawn integer NOT NULL DEFAULT 0,
    begun_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (run, machine))`,
];

/** Whether the tables exist. */
export async function isPrepared(tables: Tables): Promise<boolean> {
  const [row] = await tables.query<{ there: boolean }>(
    `SELECT to_regclass('${runs}') IS NOT NULL AND to_regclass('${prefix}_replies') IS NOT NULL
      AND to_regclass('${prefix}_locks') IS NOT NULL AS there`,
  );
  return row?.there === true;
}

/**
 * Takes a name for a process: a free one, its own, or that of a process that is gone.
 *
 * @param session a session known to be gone, whose name is taken over immediately.
 * @returns undefined when it is taken; otherwise the connected member that holds it.
 */
export async function takeName(
  tables: Tables,
  name: string,
  session: string,
  hello: Hello,
  gone?: string,
): Promise<Member | undefined> {
  const taken = await tables.query(
    `INSERT INTO ${machines} (name, session, hello) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET session = $2, hello = $3, doing = NULL, joined_at = now(), heard_at = now()
     WHERE ${machines}.session IN ($2, $4) OR ${machines}.heard_at < now() - make_interval(secs => $5)
     RETURNING name`,
    name,
    session,
    JSON.stringify(hello),
    gone ?? session,
    silentAfterMs / 1_000,
  );
  if (taken.length > 0) return undefined;
  return (await membersOf(tables)).find((member) => member.name === name);
}

/** Records a heartbeat and the process's state; false if another process has its name now. */
export async function sayAlive(
  tables: Tables,
  name: string,
  session: string,
  doing: string | undefined,
  hello?: Hello,
): Promise<boolean> {
  const rows = await tables.query(
    `UPDATE ${machines} SET heard_at = now(), doing = $3, hello = coalesce($4, hello) WHERE name = $1 AND session = $2 RETURNING name`,
    name,
    session,
    doing ?? null,
    hello === undefined ? null : JSON.stringify(hello),
  );
  return rows.length > 0;
}

/** Removes a machine from the list when its process ends in an orderly way. */
export async function sayGoodbye(tables: Tables, name: string, session: string): Promise<void> {
  await tables.query(
    `UPDATE ${machines} SET doing = NULL, heard_at = to_timestamp(0) WHERE name = $1 AND session = $2`,
    name,
    session,
  );
}

/** All machines that ever joined, by name. */
export async function membersOf(tables: Tables): Promise<readonly Member[]> {
  const decode = decoder(Schema.fromJsonString(Hello));
  const rows = await tables.query<{
    name: string;
    session: string;
    hello: string;
    doing: string | null;
    silent: number;
    waiting: string;
  }>(
    `SELECT m.name, m.session, m.hello, m.doing,
       (extract(epoch FROM now() - m.heard_at) * 1000)::float8 AS silent,
       (SELECT count(*) FROM ${messages} q LEFT JOIN ${runs} r
          ON r.machine = q.entity_id AND r.run = q.payload::jsonb->>'run'
        WHERE q.entity_id = m.name AND q.kind = 0 AND NOT q.processed
          AND (q.payload::jsonb->>'asked')::int > coalesce(r.withdrawn, 0))::text AS waiting
     FROM ${machines} m ORDER BY m.name`,
  );
  return rows.map(({ name, session, hello, doing, silent, waiting }) => {
    const decoded = decode(hello);
    return {
      name,
      session,
      hello: "value" in decoded ? decoded.value : undefined,
      why: "why" in decoded ? decoded.why : undefined,
      doing: doing ?? undefined,
      silentMs: silent,
      waiting: Number(waiting),
    };
  });
}

/** Runs with forks in the queues, by age. */
export async function waitingRuns(tables: Tables): Promise<readonly WaitingRun[]> {
  const rows = await tables.query<{ run: string; machine: string; waiting: string; since: number }>(
    `SELECT r.run, r.machine, count(*)::text AS waiting,
       (extract(epoch FROM now() - r.begun_at) * 1000)::float8 AS since
     FROM ${runs} r JOIN ${messages} q
       ON q.entity_id = r.machine AND q.kind = 0 AND NOT q.processed AND q.payload::jsonb->>'run' = r.run
     WHERE (q.payload::jsonb->>'asked')::int > r.withdrawn
     GROUP BY r.run, r.machine, r.begun_at ORDER BY r.begun_at`,
  );
  return rows.map(({ run, machine, waiting, since }) => ({
    run,
    machine,
    waiting: Number(waiting),
    sinceMs: since,
  }));
}

/** Begins or resumes a run; returns the number of the attempt, from 1. */
export async function beginRun(tables: Tables, run: string, machine: string): Promise<number> {
  const [row] = await tables.query<{ withdrawn: number }>(
    `INSERT INTO ${runs} (run, machine) VALUES ($1, $2)
     ON CONFLICT (run, machine) DO UPDATE SET run = EXCLUDED.run RETURNING withdrawn`,
    run,
    machine,
  );
  return (row?.withdrawn ?? 0) + 1;
}

/** Withdraws everything requested of a run so far; on every machine, unless one is named. */
export async function withdrawRun(tables: Tables, run: string, machine?: string): Promise<number> {
  const rows = await tables.query(
    `UPDATE ${runs} SET withdrawn = greatest(withdrawn, (
       SELECT coalesce(max((q.payload::jsonb->>'asked')::int), 0) FROM ${messages} q
       WHERE q.entity_id = ${runs}.machine AND q.kind = 0 AND q.payload::jsonb->>'run' = $1))
     WHERE run = $1 AND ($2::text IS NULL OR machine = $2) RETURNING machine`,
    run,
    machine ?? null,
  );
  return rows.length;
}

/** The latest withdrawn attempt of a run on a machine. */
export async function withdrawnOf(tables: Tables, run: string, machine: string): Promise<number> {
  const [row] = await tables.query<{ withdrawn: number }>(
    `SELECT withdrawn FROM ${runs} WHERE run = $1 AND machine = $2`,
    run,
    machine,
  );
  return row?.withdrawn ?? 0;
}

/** Deletes a fully recorded run: its requests and their answers. */
export async function forgetRun(tables: Tables, run: string, machine: string): Promise<void> {
  await tables.query(
    `WITH mine AS (DELETE FROM ${messages} WHERE entity_id = $2 AND kind = 0 AND payload::jsonb->>'run' = $1
       RETURNING request_id)
     DELETE FROM ${prefix}_replies WHERE request_id IN (SELECT request_id FROM mine)`,
    run,
    machine,
  );
  await tables.query(`DELETE FROM ${runs} WHERE run = $1 AND machine = $2`, run, machine);
}
