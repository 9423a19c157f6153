// tinypool in child processes, as Vitest uses it.
import { Tinypool } from "tinypool";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";

const filename = new URL("../workers/compute.worker.ts", import.meta.url).href;

const open: OpenPool = async (processes) => {
  const pool = new Tinypool({
    filename,
    name: "computeOne",
    runtime: "child_process",
    minThreads: processes,
    maxThreads: processes,
  });
  return { compute: (piece) => pool.run(piece), close: () => pool.destroy() };
};

export const port = contender("tinypool-process", poolRuns(open));
