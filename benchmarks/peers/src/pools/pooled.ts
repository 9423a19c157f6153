// What is asked of every pool, of threads and of processes: many tasks, of which some are under way at once.
import type { ExampleContext, OpenedModel } from "byturns";
import { computeOne, type Task } from "./compute.ts";

/** What one call does. */
export interface PoolInput {
  readonly tasks: number;
  /** How many of them are under way at once. */
  readonly atOnce: number;
  /** What a task computes, in units of about a microsecond; with 0 it only goes there and back. */
  readonly units: number;
}

export const inputs = {
  one: { tasks: 200, atOnce: 1, units: 0 },
  many: { tasks: 2_048, atOnce: 64, units: 0 },
  small: { tasks: 200, atOnce: 200, units: 50 },
  large: { tasks: 10, atOnce: 10, units: 1_000 },
};

/** Sends the tasks of one call, and adds up what they return. */
export async function askAll(
  { tasks, atOnce, units }: PoolInput,
  compute: (task: Task) => Promise<number>,
): Promise<number> {
  let [next, sum] = [0, 0];
  const askInTurn = async () => {
    while (next < tasks) {
      const result = await compute({ number: next++, units });
      sum += result;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askInTurn));
  return sum;
}

/** Whether every task was computed, once. */
export function check({ tasks, units }: PoolInput, output: number): boolean {
  let sum = 0;
  for (let number = 0; number < tasks; number++) sum += computeOne({ number, units });
  return output === sum;
}

/** A pool in its usual form. */
interface OpenedPool {
  compute(task: Task): Promise<number>;
  close(): unknown;
}

/** A model of a pool, which is started before the first call and ended after the last. */
export function pooled(
  open: (threads: number, context: ExampleContext) => Promise<OpenedPool>,
): OpenedModel<PoolInput> {
  return {
    open: (context) => open(context.threads, context),
    run: (input, _, { compute }: OpenedPool) => askAll(input, compute),
    close: (pool: OpenedPool) => pool.close(),
  };
}
