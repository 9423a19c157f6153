// Fibers compute in turns, each an effect of its own.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";

interface Input {
  readonly tasks: number;
  readonly turns: number;
  readonly units: number;
}

export const run = ({ tasks, turns: all, units }: Input) =>
  Effect.gen(function* () {
    const turns = Array.from({ length: tasks }, () => 0);
    let taken = 0;
    const task = Effect.fnUntraced(function* (_: unknown, index: number) {
      const turn = Effect.sync(() => {
        if (taken >= all) return false;
        taken += 1;
        turns[index] = (turns[index] ?? 0) + 1;
        compute(units, index);
        return true;
      });
      while (yield* turn) {}
    });
    yield* Effect.forEach(turns, task, { concurrency: "unbounded", discard: true });
    return { turns };
  });
