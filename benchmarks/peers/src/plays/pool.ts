// The questions that are put to a pool of threads, whoever made it.
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import type { Act, Stage } from "@byturns/stage";
import type { Play } from "../contender.ts";
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
export type OpenPool = (threads: number, stage: Stage) => Promise<OpenedPool>;

/** The plays of a pool. */
export function poolPlays(open: OpenPool): Readonly<Record<string, Play>> {
  const play = <Input>(ask: (pool: OpenedPool, input: Input) => Promise<unknown>): Play => ({
    async open(stage): Promise<Act> {
      const pool = await open(stage.threads, stage);
      return {
        run: (input) => ask(pool, input as Input),
        [Symbol.asyncDispose]: async () => {
          await pool.close();
        },
      };
    },
  });
  return { "pool-cost": play(poolCost), grain: play(grain) };
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
