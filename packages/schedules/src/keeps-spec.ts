// One property for every example: on every schedule its output is right; and if canceled anywhere, it ends early with
// the reason, or correctly, and leaves nothing behind.

import { type ExampleContext, makeContext } from "@byturns/context";
import type { Spec } from "@byturns/spec";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { contextUnder, scheduleSeed } from "./inputs.ts";
import { schedules } from "./schedules.ts";
import { withFiberSchedule } from "./seeded-fibers.ts";
import { inVirtualTime } from "./virtual-time.ts";

type Checked<Input, Output> = Pick<Spec<string, Input, Output>, "id" | "check">;

/** When an example is canceled, in the model's own unit; null: never. */
const cancelAt = fc.oneof(fc.constant(null), fc.nat(9));

/** An example on promises keeps its spec, in virtual time. */
export function keepsSpecInVirtualTime<Input, Output>(
  spec: Checked<Input, Output>,
  run: (input: Input, context: ExampleContext) => Promise<Output>,
  inputs: fc.Arbitrary<Input>,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(inputs, cancelAt, scheduleSeed, async (input, cancelMs, seed) => {
      const reason = new Error("enough");
      const wrong = await inVirtualTime(seed, async (schedule) => {
        const { signal } = cancelMs === null ? schedule.signal() : schedule.signal(cancelMs, reason);
        try {
          return spec.check(input, await run(input, contextUnder(schedule, signal)), runInfo("promises"));
        } catch (error) {
          if (signal.aborted && error === reason) return [];
          throw error;
        }
      });
      nothingWrong(spec, wrong);
    }),
    schedules(),
  );
}

/** An example on fibers keeps its spec, under the seeded scheduler. */
export function keepsSpecUnderFiberSchedules<Input, Output, E>(
  spec: Checked<Input, Output>,
  run: (input: Input) => Effect.Effect<Output, E>,
  inputs: fc.Arbitrary<Input>,
): void {
  fc.assert(
    fc.property(inputs, cancelAt, scheduleSeed, (input, cancelMs, seed) => {
      const program = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(run(input));
        if (cancelMs !== null) {
          yield* Effect.sleep(cancelMs);
          yield* Fiber.interrupt(fiber);
        }
        return yield* Fiber.await(fiber);
      });
      const awaited = withFiberSchedule(seed, () => program);
      if (!Exit.isSuccess(awaited)) throw new Error(`Nobody awaited ${spec.id}: ${awaited}`);
      const exit = awaited.value;
      if (Exit.isSuccess(exit)) nothingWrong(spec, spec.check(input, exit.value, runInfo("fibers")));
      else if (cancelMs === null || !Exit.hasInterrupts(exit))
        throw new Error(`${spec.id} ended with ${exit}`);
    }),
    schedules(),
  );
}

/**
 * An example on threads keeps its spec, whatever the delays of its tasks; it is canceled some turns after its start.
 */
export function keepsSpecOnThreads<Input, Output, Pool>(
  spec: Checked<Input, Output>,
  run: (input: Input, context: ExampleContext, pool: Pool) => Promise<Output>,
  inputs: fc.Arbitrary<Input>,
  pool: Pool,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(inputs, cancelAt, async (input, cancelTurns) => {
      const controller = new AbortController();
      const reason = new Error("enough");
      const outcome = run(input, makeContext({ threads, signal: controller.signal }), pool).then(
        (output) => spec.check(input, output, runInfo("threads")),
        (error: unknown) => {
          if (controller.signal.aborted && error === reason) return [];
          throw error;
        },
      );
      // The test that waits for `outcome` may be some turns away.
      outcome.catch(() => {});
      if (cancelTurns !== null) {
        for (let turn = 0; turn < cancelTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
        controller.abort(reason);
      }
      nothingWrong(spec, await outcome);
    }),
    schedules(),
  );
}

const threads = 2;
const runInfo = (model: string) => ({ model, threads: model === "threads" ? threads : 1 });

function nothingWrong({ id }: { readonly id: string }, wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${id} breaks its spec:\n${wrong.join("\n")}`);
}
