// tinypool: piscina made small, for test runners.
import { Tinypool } from "tinypool";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";

const filename = new URL("../workers/compute.worker.ts", import.meta.url).href;

const open: OpenPool = async (threads) => {
  const pool = new Tinypool({
    filename,
    name: "computeOne",
    runtime: "worker_threads",
    minThreads: threads,
    maxThreads: threads,
  });
  return { compute: (piece) => pool.run(piece), close: () => pool.destroy() };
};

export const port = contender("tinypool", poolRuns(open));
