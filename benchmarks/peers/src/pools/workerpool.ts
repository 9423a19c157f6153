// workerpool, which has threads and processes, and promises of its own.
import { fileURLToPath } from "node:url";
import { pool as makePool } from "workerpool";
import type { Task } from "./compute.ts";

const file = fileURLToPath(new URL("./workerpool.worker.ts", import.meta.url));

export function openWorkerpool(workerType: "thread" | "process", size: number) {
  const pool = makePool(file, { workerType, minWorkers: size, maxWorkers: size });
  return {
    compute: async (task: Task): Promise<number> => await pool.exec("computeOne", [task]),
    close: async () => await pool.terminate(),
  };
}
