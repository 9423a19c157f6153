// The child's side of sieve: the source of all numbers, and a filter.
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { numbers, filter };
serve(tasks);

/** Gives all numbers from 2 on, as many at once as the channel has slots for. */
function numbers({ slots }: { readonly slots: number }, context: ProcessContext): Promise<void> {
  const giveAll = async () => {
    for (let from = 2; ; from += slots) {
      const next = Array.from({ length: slots }, (_, i) => from + i);
      if (!(await context.ask<boolean>("give", next))) return;
    }
  };
  return context.waiting("numbers", giveAll());
}

function filter({ prime }: { readonly prime: number }, context: ProcessContext): Promise<void> {
  const giveOthers = async () => {
    for (;;) {
      const taken = await context.ask<readonly number[] | undefined>("take");
      if (taken === undefined) return;
      const others = taken.filter((number) => number % prime !== 0);
      if (others.length > 0 && !(await context.ask<boolean>("give", others))) return;
    }
  };
  return context.waiting(`filter ${prime}`, giveOthers());
}
