// forks.ndjson: one line per fork, appended and flushed to disk as each fork ends.
import * as Schema from "effect/Schema";
import { ForkKind } from "./plan.ts";
import { Failure, Measurement } from "./protocol.ts";
import { Amount, Moment } from "./values.ts";

/** How a fork ended. Measurements are kept if the process still reported them. */
export const Outcome = Schema.Union([
  /** Measured, and every output that was kept is correct. */
  Schema.TaggedStruct("done", {
    measurement: Measurement,
    /** The spec's readings of the outputs, by id: the median over the measured calls whose outputs were kept. */
    readings: Schema.optionalKey(Schema.Record(Schema.String, Schema.Finite)),
  }),
  /**
   * Measured, but incorrect; `wrong` lists the mistakes in its outputs, one per line. A wrong answer is never a fast
   * one.
   */
  Schema.TaggedStruct("wrong", { wrong: Schema.Array(Schema.String), measurement: Measurement }),
  /** The example rejected; the process itself ran well. */
  Schema.TaggedStruct("failed", { failure: Failure }),
  /** The process ended without a result. */
  Schema.TaggedStruct("crashed", {}),
  /** The process was ended because it exceeded its time limit. */
  Schema.TaggedStruct("timedOut", { limitMs: Schema.Finite }),
  /** The process ran out of memory, or was ended because it exceeded `limitBytes`. */
  Schema.TaggedStruct("outOfMemory", { limitBytes: Schema.optionalKey(Schema.Finite) }),
  /** A message on the channel that no host sends. */
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
  /** 1, or more if an attempt was lost with its machine. */
  attempt: Schema.Int,
  /** The id of the machine, as in environment.json. */
  machine: Schema.String,
  startedAt: Moment,
  /** From start to end of the process, as observed by the lab. */
  wallMs: Amount,
  /** The exact command line; `.` stands for the folder of the sources. */
  command: Schema.Array(Schema.String),
  exitCode: Schema.NullOr(Schema.Int),
  exitSignal: Schema.NullOr(Schema.String),
  /** The last output of the process. */
  stdout: Schema.String,
  stderr: Schema.String,
  outcome: Outcome,
});
export type ForkRecord = typeof ForkRecord.Type;

/** What resuming needs to know of a fork: its identity, its duration, and how it ended. */
export type ForkHead = Omit<ForkRecord, "outcome"> & { readonly outcome: { readonly _tag: OutcomeTag } };

/** Identifies a fork: no run has two with the same key. */
export function forkKey(fork: Pick<ForkHead, "round" | "cell">): string {
  return `${fork.round}/${fork.cell}`;
}
