// The questions that are put to a pool of threads, whoever made it.

import type { ExampleContext, OpenExample } from "@byturns/context";
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import type { ExampleRun } from "../contender.ts";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import type { Piece } from "../workers/compute.worker.ts";

/** A pool as its users have it: threads that compute pieces, each by one call. */
interface OpenedPool {
  /** Computes a piece on whatever thread, and returns what it came to. */
  compute(piece: Piece): Promise<number>;
  /** Ends all threads. */
  close(): Promise<unknown>;
}

/** Starts so many threads. */
export type OpenPool = (threads: number, context: ExampleContext) => Promise<OpenedPool>;

/** The runs of a pool. */
export function poolRuns(open: OpenPool): Readonly<Record<string, ExampleRun>> {
  const run = <Input>(ask: (pool: OpenedPool, input: Input) => Promise<unknown>): ExampleRun => ({
    async open(context): Promise<OpenExample> {
      const pool = await open(context.threads, context);
      return {
        run: (input) => ask(pool, input as Input),
        [Symbol.asyncDispose]: async () => {
          await pool.close();
        },
      };
    },
  });
  return { "pool-cost": run(poolCost), grain: run(grain) };
}

/** So many tasks that do nothing, of which so many are under way. */
async function poolCost(pool: OpenedPool, { items, limit }: CostInput): Promise<CostOutput> {
  let next = 0;
  let sum = 0;
  const askInTurn = async () => {
    while (next < items) {
      const number = await pool.compute({ number: next++, units: 0 });
      sum += number;
    }
  };
  await Promise.all(Array.from({ length: limit }, askInTurn));
  return { items: next, sum };
}

/** The example. */
async function grain(pool: OpenedPool, { tasks, units }: GrainInput): Promise<GrainOutput> {
  const pieces = Array.from({ length: tasks }, (_, number) => pool.compute({ number, units }));
  return { digests: await Promise.all(pieces) };
}
