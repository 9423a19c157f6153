// forks.ndjson: a line a fork, appended and flushed to disk as each fork ends.
import * as Schema from "effect/Schema";
import { ForkKind } from "./plan.ts";
import { Failure, Measurement } from "./protocol.ts";

/** How a fork ended. What was measured is kept where the process still said it. */
export const Outcome = Schema.Union([
  /** Measured, and every output that was kept is right. */
  Schema.TaggedStruct("done", {
    measurement: Measurement,
    /** What the spec's readings say of the outputs, by their ids: the median over the measured calls, as far as their outputs were kept. */
    readings: Schema.optionalKey(Schema.Record(Schema.String, Schema.Finite)),
  }),
  /** Measured, and `wrong` says what is wrong with its outputs, a line each. A wrong answer is never a fast one. */
  Schema.TaggedStruct("wrong", { wrong: Schema.Array(Schema.String), measurement: Measurement }),
  /** The example rejected; the process was well. */
  Schema.TaggedStruct("failed", { failure: Failure }),
  /** The process ended without a result. */
  Schema.TaggedStruct("crashed", {}),
  /** The process was ended because it took longer than its limit. */
  Schema.TaggedStruct("timedOut", { limitMs: Schema.Finite }),
  /** The process ended because it could not get memory; or was ended, because it took more than `limitBytes`. */
  Schema.TaggedStruct("outOfMemory", { limitBytes: Schema.optionalKey(Schema.Finite) }),
  /** What came over the channel is not what a host sends. */
  Schema.TaggedStruct("invalidMessage", { what: Schema.String }),
]);
export type Outcome = typeof Outcome.Type;
export type OutcomeTag = Outcome["_tag"];

export const ForkRecord = Schema.Struct({
  /** The plan's id. */
  plan: Schema.String,
  cell: Schema.String,
  kind: ForkKind,
  /** Index into the plan's rounds, and the fork's position in that round's order; both from 0. */
  round: Schema.Int,
  position: Schema.Int,
  /** 1, or more where an attempt was lost together with its machine. */
  attempt: Schema.Int,
  /** The id of the machine, as in environment.json. */
  machine: Schema.String,
  /** ISO 8601. */
  startedAt: Schema.String,
  /** From the start of the process to its end, as the lab saw it. */
  wallMs: Schema.Finite,
  /** The exact command line; `.` stands for the folder of the sources. */
  command: Schema.Array(Schema.String),
  exitCode: Schema.NullOr(Schema.Int),
  exitSignal: Schema.NullOr(Schema.String),
  /** The last of what the process printed. */
  stdout: Schema.String,
  stderr: Schema.String,
  outcome: Outcome,
});
export type ForkRecord = typeof ForkRecord.Type;

/** What resuming needs to know of a fork: which it is, what it took, and how it ended. */
export type ForkHead = Omit<ForkRecord, "outcome"> & { readonly outcome: { readonly _tag: OutcomeTag } };

/** Tells forks apart: no run has two with the same key. */
export function forkKey(fork: Pick<ForkHead, "round" | "cell">): string {
  return `${fork.round}/${fork.cell}`;
}
