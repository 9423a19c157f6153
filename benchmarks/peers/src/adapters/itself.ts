// The task that does nothing, for whatever costs something by itself.
import type { CostOutput } from "../specs/cost.ts";

/** Returns its item, as an async function does. */
export const itself = async (item: number): Promise<number> => item;

/** What came back. */
export function summed(returned: readonly number[]): CostOutput {
  let sum = 0;
  for (let i = 0; i < returned.length; i++) sum += returned[i] ?? 0;
  return { items: returned.length, sum };
}
