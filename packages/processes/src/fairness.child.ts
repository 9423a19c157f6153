// The child's side of fairness: a task that takes turns out of a budget that the process of its caller keeps.
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { compute } from "@byturns/context";
import type { FairnessInput } from "@byturns/spec/fairness";
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { takeTurns };
serve(tasks);

async function takeTurns(
  { units, between, index }: FairnessInput & { readonly index: number },
  context: ProcessContext,
): Promise<number> {
  let turns = 0;
  for (;;) {
    context.signal.throwIfAborted();
    const claimed = await context.ask<number>("claim");
    if (claimed === 0) return turns;
    for (let turn = 0; turn < claimed; turn++) {
      turns += 1;
      context.running(`task ${index}`, () => compute(units, index));
      if (between === "steps") await undefined;
      else if (between === "giving-way") await context.waiting(`task ${index}`, turnOfLoop());
    }
  }
}
