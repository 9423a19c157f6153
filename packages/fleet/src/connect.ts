// Connects to a fleet's database.
import { boardTables, isPrepared } from "./board.ts";
import { openTables, prepareEngine, type Tables } from "./engine.ts";
import { FleetRefused, FleetUnreachable, reasonOf } from "./errors.ts";

/**
 * Connects, and creates the tables if they are missing and the role is allowed to.
 *
 * @param url `postgres://…`; it also selects whether and how to use TLS (`sslmode`).
 * @throws FleetUnreachable when PostgreSQL cannot be reached or rejects the login.
 * @throws FleetRefused when the tables are missing and the role may not create them, or the URL is invalid.
 */
export async function connect(url: string): Promise<Tables> {
  checkUrl(url);
  let tables: Tables;
  try {
    tables = await openTables(url);
  } catch (error) {
    throw new FleetUnreachable(`Cannot reach ${withoutPassword(url)}: ${reasonOf(error)}`, { cause: error });
  }
  try {
    if (!(await isPrepared(tables))) await prepareEngine(url, boardTables);
    return tables;
  } catch (error) {
    await tables[Symbol.asyncDispose]();
    throw new FleetRefused(
      `The fleet's tables are not in ${withoutPassword(url)}, and this role may not make them (${reasonOf(error)}): let one that may do it once: byturns fleet postgres://… --prepare`,
      { cause: error },
    );
  }
}

/**
 * Creates the tables of a fleet if they are missing.
 *
 * @throws FleetUnreachable when PostgreSQL cannot be reached, or the role may not create tables.
 * @throws FleetRefused when it is not a database URL.
 */
export async function prepareFleet(url: string): Promise<void> {
  checkUrl(url);
  try {
    await prepareEngine(url, boardTables);
  } catch (error) {
    throw new FleetUnreachable(
      `Cannot make the fleet's tables in ${withoutPassword(url)}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

/** A URL that is safe to show. */
export function withoutPassword(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
  } catch {
    return "the URL that was given";
  }
}

function checkUrl(url: string): void {
  if (/^postgres(ql)?:\/\/./.test(url)) return;
  throw new FleetRefused(
    "A fleet is named by the URL of its database: postgres://user:password@host/database",
  );
}
