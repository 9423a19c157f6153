// Turns what was observed of a process into its record.
import type { ForkRecord, Outcome } from "@byturns/record";
import type { ForkEnd } from "./fork.ts";

/** The fork of a plan that a record describes. */
export type ForkPlace = Pick<
  ForkRecord,
  "plan" | "cell" | "kind" | "round" | "position" | "attempt" | "machine"
>;

/** The record of a fork. */
export function recordOf(head: ForkPlace, end: ForkEnd, outcome: Outcome): ForkRecord {
  const { startedAt, wallMs, command, exitCode, exitSignal, stdout, stderr } = end;
  return { ...head, startedAt, wallMs, command, exitCode, exitSignal, stdout, stderr, outcome };
}
