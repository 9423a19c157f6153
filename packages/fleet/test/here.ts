// PostgreSQL for the tests: Debian's own, started by the test that needs it.
import { findPostgres, installPostgres } from "../src/drill/postgres.ts";

/** Whether tests that need a database are skipped. `BYTURNS_REQUIRE_POSTGRES=1` forbids it: they then fail. */
export const isLeftOut = findPostgres() === undefined && process.env.BYTURNS_REQUIRE_POSTGRES !== "1";

/** A suffix for the names of such tests. */
export const where = isLeftOut ? `skipped, no PostgreSQL here: ${installPostgres}` : "on PostgreSQL";
