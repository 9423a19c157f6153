// piscina: the pool that most servers use.
import { Piscina } from "piscina";
import { type OpenPool, poolRuns } from "../adapters/pool.ts";
import { contender } from "../contender.ts";

const filename = new URL("../workers/compute.worker.ts", import.meta.url).href;

const open: OpenPool = async (threads) => {
  const pool = new Piscina({ filename, name: "computeOne", minThreads: threads, maxThreads: threads });
  return { compute: (piece) => pool.run(piece), close: () => pool.destroy() };
};

export const port = contender("piscina", poolRuns(open));
