// Reading on one thread, computing on another.
import type { Pool } from "../pool.ts";
import type { tasks } from "./overlap.worker.ts";

export const worker = new URL("./overlap.worker.ts", import.meta.url);

interface Input {
  readonly path: string;
  readonly chunkBytes: number;
  readonly units: number;
}

export async function run({ path, chunkBytes, units }: Input, pool: Pool<typeof tasks>) {
  const [digested, computed] = await Promise.all([
    pool.run("digestFile", { path, chunkBytes }),
    pool.run("computeAll", units),
  ]);
  return { ...digested, computed };
}
