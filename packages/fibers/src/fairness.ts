// fairness on fibers.
//
// Start: one fiber for each task, on the only thread. Cancel: interruption, wherever a fiber yields. Fail: errors are typed;
// this effect cannot fail. Cost: one effect per turn; a fiber takes as many turns as it has operations until it must yield,
// and the others wait for it.

import { compute } from "@byturns/context";
import type { FairnessInput, FairnessOutput } from "@byturns/spec/fairness";
import * as Effect from "effect/Effect";
import * as Scheduler from "effect/Scheduler";
import { running, waiting } from "./internal/spans.ts";

/** Has the tasks take turns until all turns are taken. */
export const fairness = Effect.fnUntraced(function* (input: FairnessInput): Effect.fn.Return<FairnessOutput> {
  const { units, between } = input;
  const turns = Array.from({ length: input.tasks }, () => 0);
  let taken = 0;
  // A fiber may have to yield before any operation: so the operation that takes a turn also checks that one is left.
  const takeTurn = (index: number): boolean => {
    if (taken >= input.turns) return false;
    taken += 1;
    turns[index] = (turns[index] ?? 0) + 1;
    compute(units, index);
    return true;
  };
  const task = Effect.fnUntraced(
    function* (_: unknown, index: number) {
      const turn = Effect.sync(() => takeTurn(index)).pipe(running(`task ${index}`));
      const allTurns = Effect.sync(() => {
        while (takeTurn(index)) {}
      }).pipe(running(`task ${index}`));
      if (between === "nothing") yield* allTurns;
      while (yield* turn) {
        if (between === "giving-way") yield* Effect.yieldNow.pipe(waiting(`task ${index}`));
      }
    },
    Effect.provideService(Scheduler.MaxOpsBeforeYield, input.operations),
  );
  yield* Effect.forEach(turns, task, { concurrency: "unbounded", discard: true });
  return { turns };
});
