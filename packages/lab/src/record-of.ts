// From what was seen of a process to the line that is recorded.
import type { ForkRecord, Outcome } from "@byturns/record";
import type { ForkEnd } from "./fork.ts";

/** Which fork of a plan a record is of. */
export type ForkPlace = Pick<
  ForkRecord,
  "plan" | "cell" | "kind" | "round" | "position" | "attempt" | "machine"
>;

/** The record of a fork. */
export function recordOf(head: ForkPlace, end: ForkEnd, outcome: Outcome): ForkRecord {
  const { startedAt, wallMs, command, exitCode, exitSignal, stdout, stderr } = end;
  return { ...head, startedAt, wallMs, command, exitCode, exitSignal, stdout, stderr, outcome };
}
