// The thread's side of fairness: a task that takes turns out of a budget that all threads share.
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { FairnessInput } from "@byturns/spec/fairness";
import type { Taken } from "./fairness.ts";
import { serve } from "./internal/serve.ts";

interface Asked extends FairnessInput {
  readonly index: number;
}

export const tasks = { takeTurns };
const taken = serve(tasks) as Taken;

async function takeTurns(
  { units, between, index, ...asked }: Asked,
  context: ExampleContext,
): Promise<number> {
  let turns = 0;
  context.signal.throwIfAborted();
  while (Atomics.add(taken, 0, 1) < asked.turns) {
    turns += 1;
    context.running(`task ${index}`, () => compute(units, index));
    if (between === "nothing") continue;
    await (between === "steps" ? undefined : context.waiting(`task ${index}`, turnOfLoop()));
    context.signal.throwIfAborted();
  }
  return turns;
}
