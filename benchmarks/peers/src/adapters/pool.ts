// The questions asked of any pool of threads.

import type { ExampleContext, OpenExample } from "@byturns/context";
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import type { ExampleRun } from "../contender.ts";
import type { CostInput, CostOutput } from "../specs/cost.ts";
import type { Piece } from "../workers/compute.worker.ts";

/** A pool in its usual form: threads that compute pieces, one call each. */
interface OpenedPool {
  /** Computes a piece on any thread, and returns its result. */
  compute(piece: Piece): Promise<number>;
  /** Ends all threads. */
  close(): Promise<unknown>;
}

/** Starts a number of threads. */
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

/** Many tasks that do nothing, of which `limit` run at once. */
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
