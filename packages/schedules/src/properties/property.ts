// What must hold of a helper on every schedule, as a function of the implementation: for this project's own tests and
// for the libraries that it is compared with.
import assert from "node:assert/strict";
import fc from "fast-check";
import { scheduleSeed } from "../inputs.ts";
import { schedules } from "../schedules.ts";
import { inVirtualTime, type Schedule } from "../virtual-time.ts";

/** One thing that must hold. */
export interface Property {
  /** Follows the implementation's name: `gives permits in the order of asking`. */
  readonly name: string;
  /** Tries it on many schedules; rejects with the first that breaks it, and its seed. */
  holds(): Promise<void>;
}

/** A property of a program, over what it is given and the schedules that it runs under. */
export function onEverySchedule<A>(
  name: string,
  given: fc.Arbitrary<A>,
  program: (given: A, schedule: Schedule) => Promise<void>,
): Property {
  const property = fc.asyncProperty(given, scheduleSeed, (given, seed) =>
    inVirtualTime(seed, (schedule) => program(given, schedule)),
  );
  return { name, holds: () => fc.assert(property, schedules()) };
}

/** The reason for giving up, in all properties. */
export const enough = new Error("enough");

/** A caller that arrives, holds something for a while, and may give up. */
export const userInput = fc.record({
  asksMs: fc.nat(3),
  holdsMs: fc.nat(3),
  givesUpMs: fc.oneof(fc.constant(null), fc.nat(8)),
  fails: fc.boolean(),
});

/** Throws `otherwise` unless the condition holds. */
export function so(condition: boolean, otherwise: string): void {
  assert.ok(condition, otherwise);
}

/** Rethrows a failing assertion, with its context. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  assert.deepStrictEqual(actual, expected, `${what}: ${show(actual)}, where ${show(expected)} is due`);
}

function show(value: unknown): string {
  return value instanceof Error ? String(value) : (JSON.stringify(value) ?? "nothing");
}
