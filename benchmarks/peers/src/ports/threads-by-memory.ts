// Our pool, whose threads take tasks from a queue in shared memory.
import { Pool } from "@byturns/threads/internal/pool";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";
import type { tasks } from "../workers/ours.worker.ts";

const file = new URL("../workers/ours.worker.ts", import.meta.url);

const open: OpenPool = async (_threads, context) => {
  const pool = await Pool.start<typeof tasks>(file, { context, by: "memory" });
  return { compute: (piece) => pool.run("computeOne", piece), close: () => pool.close() };
};

export const port = contender("threads-by-memory", poolRuns(open));
