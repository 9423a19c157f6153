// The thread's side of fairness: a task.
import { compute } from "@byturns/context";
import { serve } from "../serve.ts";
import type { Taken } from "./fairness.ts";

export const tasks = { takeTurns };
const taken = serve(tasks) as Taken;

interface Asked {
  readonly turns: number;
  readonly units: number;
  readonly index: number;
}

async function takeTurns({ turns: all, units, index }: Asked): Promise<number> {
  let turns = 0;
  while (Atomics.add(taken, 0, 1) < all) {
    turns += 1;
    compute(units, index);
    await undefined;
  }
  return turns;
}
