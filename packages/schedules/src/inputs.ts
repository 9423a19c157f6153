// Inputs drawn for schedules: tiny, and full of ties, so that a thousand of them meet what a thousand long ones would.

import { type ExampleContext, makeContext } from "@byturns/context";
import type { Task } from "@byturns/spec/tasks";
import fc from "fast-check";
import type { Schedule } from "./virtual-time.ts";

/** The seed of a schedule. It is not shrunk: the next seed is another schedule, not a smaller one. */
export const scheduleSeed: fc.Arbitrary<number> = fc.noShrink(fc.integer());

/** Up to `maxLength` tasks, of which some fail. */
export function tasksInput(maxLength: number, minPauseMs = 0, maxPauseMs = 3): fc.Arbitrary<Task[]> {
  const task = fc.record({
    pauseMs: fc.integer({ min: minPauseMs, max: maxPauseMs }),
    value: fc.nat(9),
    fails: fc.nat(4).map((drawn) => drawn === 0),
  });
  return fc.array(task, { maxLength });
}

/** The context of an example that is run under a schedule; no listener may be left on its signal. */
export function contextUnder(
  schedule: Schedule,
  signal: AbortSignal = schedule.signal().signal,
): ExampleContext {
  return makeContext({ nowMs: () => schedule.nowMs(), signal });
}

/**
 * A caller that asks for a key at a time, and leaves some time later unless it has been answered; null: it waits
 * forever.
 */
export interface Asker {
  readonly key: number;
  readonly atMs: number;
  readonly leaveAfterMs: number | null;
}

/** Up to 8 callers of two keys, some of which leave. */
export const askersInput: fc.Arbitrary<Asker[]> = fc.array(
  fc.record({
    key: fc.nat(1),
    atMs: fc.nat(6),
    leaveAfterMs: fc.oneof(fc.constant(null), fc.nat(4)),
  }),
  { maxLength: 8 },
);
