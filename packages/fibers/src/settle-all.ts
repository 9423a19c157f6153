// settle-all on fibers.
//
// Start: every task gets a fiber, at once. Cancel: only with the caller, whose interruption interrupts all and awaits them.
// Fail: a task's failure is an outcome like any other. Cost: a fiber a task.
import type { SettleAllInput, SettleAllOutput } from "@byturns/spec/settle-all";
import * as Effect from "effect/Effect";
import type * as Exit from "effect/Exit";
import { performerOf } from "./internal/tasks.ts";

/**
 * Runs all `tasks` at once, and returns what became of each: results, failures, defects and interruptions alike.
 *
 * It ends when all tasks have.
 *
 * @returns the outcomes, in the order of the tasks; never fails.
 * @example
 * ```ts
 * settleAll(mails.map(send)); // Effect<Exit<Receipt, MailError>[]>
 * ```
 */
export function settleAll<Result, E, R>(
  tasks: Iterable<Effect.Effect<Result, E, R>>,
): Effect.Effect<Exit.Exit<Result, E>[], never, R> {
  return Effect.forEach(tasks, (task) => Effect.exit(task), { concurrency: "unbounded" });
}

/** Gathers the tasks' outcomes. */
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
