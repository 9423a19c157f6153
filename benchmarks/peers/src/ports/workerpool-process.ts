// workerpool in child processes.
import { fileURLToPath } from "node:url";
import { pool as makePool } from "workerpool";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";

const file = fileURLToPath(new URL("../workers/workerpool.worker.ts", import.meta.url));

const open: OpenPool = async (processes) => {
  const pool = makePool(file, { workerType: "process", minWorkers: processes, maxWorkers: processes });
  // If no process ever answers, as under Bun, this reports it instead of waiting longer.
  try {
    await pool.exec("computeOne", [{ number: 0, units: 0 }]).timeout(2_000);
  } catch (error) {
    await pool.terminate(true);
    throw error;
  }
  return {
    // It has its own promise class.
    compute: async (piece) => await pool.exec("computeOne", [piece]),
    close: async () => await pool.terminate(),
  };
};

export const port = contender("workerpool-process", poolRuns(open));
