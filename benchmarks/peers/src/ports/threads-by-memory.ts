// Ours, whose tasks are taken from a queue in shared memory.
import { Pool } from "@byturns/threads/internal/pool";
import { contender } from "../contender.ts";
import { type OpenPool, poolPlays } from "../plays/pool.ts";
import type { tasks } from "../workers/ours.worker.ts";

const file = new URL("../workers/ours.worker.ts", import.meta.url);

const open: OpenPool = async (_threads, stage) => {
  const pool = await Pool.start<typeof tasks>(file, { stage, by: "memory" });
  return { compute: (piece) => pool.run("computeOne", piece), close: () => pool.close() };
};

export const port = contender("threads-by-memory", poolPlays(open));
