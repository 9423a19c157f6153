// The task that does nothing, for whatever costs something by itself.
import type { CostOutput } from "../specs/cost.ts";

/** Brings back its item, as an asynchronous function does. */
export const itself = async (item: number): Promise<number> => item;

/** What came back. */
export function summed(returned: readonly number[]): CostOutput {
  let sum = 0;
  for (const item of returned) sum += item;
  return { items: returned.length, sum };
}
