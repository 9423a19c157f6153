// The suites, a line each.
import { checks } from "./checks.ts";
import { coordination } from "./coordination.ts";
import { fibers } from "./fibers.ts";
import { skynet, sleepers } from "./million.ts";
import { pool } from "./pool.ts";
import { processes } from "./processes.ts";
import { promises } from "./promises.ts";
import type { PeerSuite } from "./suite.ts";

export type { PeerSuite } from "./suite.ts";

/** Every suite, by its id. */
export const suites: Readonly<Record<string, PeerSuite>> = {
  coordination,
  checks,
  fibers,
  pool,
  processes,
  promises,
  skynet,
  sleepers,
};
