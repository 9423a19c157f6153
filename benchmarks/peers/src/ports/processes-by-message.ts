// Our pool of child processes, whose tasks travel in messages, several in one.
import { Pool } from "@byturns/processes/internal/pool";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";
import type { tasks } from "../workers/ours.child.ts";

const file = new URL("../workers/ours.child.ts", import.meta.url);

const open: OpenPool = async (_threads, context) => {
  const pool = await Pool.start<typeof tasks>(file, { context, tasksPerProcess: 64 });
  return { compute: (piece) => pool.run("computeOne", piece), close: () => pool.close() };
};

export const port = contender("processes-by-message", poolRuns(open));
