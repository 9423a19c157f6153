// fairness on promises.
//
// Start: a task is called, and takes its first turn at once. Cancel: the signal is checked before each turn, and can
// change only where a task yields. Fail: the rejection reaches the awaiting caller. Cost: a microtask between two
// turns, in the order of the calls; a task that awaits nothing keeps all others from taking theirs.
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { compute, type ExampleContext } from "@byturns/context";
import type { FairnessInput, FairnessOutput } from "@byturns/spec/fairness";

/** Has the tasks take turns until all are taken. Rejects when the context's signal is aborted. */
export async function fairness(input: FairnessInput, context: ExampleContext): Promise<FairnessOutput> {
  const { units, between } = input;
  const turns = Array.from({ length: input.tasks }, () => 0);
  let taken = 0;
  const task = async (_: unknown, index: number) => {
    context.signal.throwIfAborted();
    while (taken < input.turns) {
      taken += 1;
      turns[index] = (turns[index] ?? 0) + 1;
      context.running(`task ${index}`, () => compute(units, index));
      if (between === "nothing") continue;
      await (between === "steps" ? undefined : context.waiting(`task ${index}`, turnOfLoop()));
      context.signal.throwIfAborted();
    }
  };
  await Promise.all(turns.map(task));
  return { turns };
}
