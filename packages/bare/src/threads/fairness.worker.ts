// The thread's side of fairness: a task.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { takeTurns };
serve(tasks);

interface Asked {
  readonly turns: number;
  readonly units: number;
  readonly index: number;
  readonly taken: Int32Array<SharedArrayBuffer>;
}

async function takeTurns({ turns: all, units, index, taken }: Asked): Promise<number> {
  let turns = 0;
  while (Atomics.add(taken, 0, 1) < all) {
    turns += 1;
    compute(units, index);
    await undefined;
  }
  return turns;
}
