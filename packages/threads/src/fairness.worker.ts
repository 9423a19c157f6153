// The thread's side of fairness: a task that takes turns out of a budget that all threads share.
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { FairnessInput } from "@byturns/spec/fairness";
import { serve } from "./internal/serve.ts";

interface Asked extends FairnessInput {
  readonly index: number;
  /** How many turns all tasks have taken, or tried to. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

export const tasks = { takeTurns };
serve(tasks);

async function takeTurns(
  { units, between, index, taken, ...asked }: Asked,
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
