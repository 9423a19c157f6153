// settle-all as an example: gathers the outcomes of tasks that succeed or fail.
import type { SettleAllInput, SettleAllOutput } from "@byturns/spec/settle-all";
import * as Effect from "effect/Effect";
import { performerOf } from "./internal/tasks.ts";
import { settleAll } from "./settle-all.ts";

/** Gathers the outcomes of the tasks. */
export const runSettleAll = Effect.fnUntraced(function* (
  input: SettleAllInput,
): Effect.fn.Return<SettleAllOutput> {
  const performer = yield* performerOf(input.tasks, input.observe);
  const settled = yield* settleAll(input.tasks.map((_, index) => performer.perform(index)));
  const outcomes = settled.map((exit) =>
    exit._tag === "Success"
      ? { ended: "done" as const, value: exit.value }
      : { ended: "failed" as const, value: null },
  );
  return { outcomes, observed: performer.observed() };
});
