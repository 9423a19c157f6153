// The messages between the lab and a measured process: when the process is ready, a job goes in and a result comes out,
// each as one message.
import * as Schema from "effect/Schema";
import { ForkKind } from "./plan.ts";
import { Amount, Natural, Positive } from "./values.ts";

/** The job of one measured process. The lab has decoded its input and filled in its fixtures. */
export const Job = Schema.Struct({
  /** A random token that every answer repeats, so that a program cannot answer for its host. */
  token: Schema.String,
  example: Schema.String,
  model: Schema.String,
  /** The URL of the file that defines the example, if it is a user's own. */
  module: Schema.optionalKey(Schema.String),
  input: Schema.Unknown,
  /** How many threads a model with threads may use. */
  threads: Schema.Int,
  /** Calls between two readings of the clock; all calls of a job that only repeats them. */
  batch: Schema.Int,
  /** The purpose of the calls: a kind of fork that plans have, or one that explains a cell. */
  kind: Schema.Literals([...ForkKind.literals, "counts", "profile", "repeat"]),
  /** When the process was started, in milliseconds of the machine's epoch clock. */
  startedAtMs: Schema.Finite,
  /** How long to warm up and to measure; both 0: a single timed batch. */
  warmUpMs: Schema.Finite,
  measureMs: Schema.Finite,
  /** Makes calls longer by spinning: 0.05 for 5 %. Known slowdowns test the verdicts. */
  slowdown: Schema.optionalKey(Schema.Finite),
  /**
   * Whether to make one more call with spans, after all measuring. A job of one batch makes it only if its call took
   * less than 5 seconds.
   */
  trace: Schema.Boolean,
  /** A single call for a person watching: its spans are its trace, and lines are sent as they are printed. */
  live: Schema.Boolean,
});
export type Job = typeof Job.Type;

export const Span = Schema.Struct({
  task: Schema.String,
  state: Schema.Literals(["running", "blocking", "waiting"]),
  lane: Schema.String,
  startMs: Schema.Finite,
  endMs: Schema.Finite,
});

export const PrintedLine = Schema.Struct({ atMs: Schema.Finite, text: Schema.String });
export type PrintedLine = typeof PrintedLine.Type;

/** The spans and printed lines of one call; times are milliseconds since the call began. */
export const Trace = Schema.Struct({
  spans: Schema.Array(Span),
  lines: Schema.Array(PrintedLine),
  wallMs: Schema.Finite,
  /** How many spans and lines were dropped because there were too many. */
  dropped: Schema.optionalKey(Schema.Int),
});
export type Trace = typeof Trace.Type;

/** Wall time of one call, over all samples of a fork; a sample is the mean of one batch. */
export const WallTime = Schema.Struct({
  /** The number of samples. */
  samples: Positive,
  minMs: Amount,
  p25Ms: Amount,
  /** The fork's observation, the input of the statistics. */
  medianMs: Amount,
  p75Ms: Amount,
  /** Left out by earlier versions. */
  p95Ms: Schema.optionalKey(Amount),
  p99Ms: Amount,
  maxMs: Amount,
  meanMs: Amount,
  /** Every n-th sample, in measuring order, at most 512 of them. */
  everyNth: Positive,
  samplesMs: Schema.Array(Amount),
});
export type WallTime = typeof WallTime.Type;

/** How late a timer fired during the calls: the delay that any other work on the loop would see. */
export const LoopDelay = Schema.Struct({
  /** How often the timer fired. */
  beats: Schema.Int,
  /** The same figure's median while nothing runs, the instrument's own delay; in `resource` forks only. */
  idleP50Ms: Schema.optionalKey(Schema.Finite),
  p50Ms: Schema.Finite,
  p99Ms: Schema.Finite,
  maxMs: Schema.Finite,
});
export type LoopDelay = typeof LoopDelay.Type;

/**
 * What a call did: for each name, the counts of the counted calls, in order. Whole numbers where each call is counted
 * separately.
 */
export const Counts = Schema.Record(Schema.String, Schema.Array(Schema.Finite));
export type Counts = typeof Counts.Type;

/** What a measured process observed, apart from its example's outputs. */
export const Measurement = Schema.Struct({
  /** The versions that this runtime reports. */
  versions: Schema.Record(Schema.String, Schema.String),
  /** From the start of the process to the host's first line, by the epoch clock, to the millisecond. */
  startUpMs: Schema.Finite,
  /** The same, plus the time to open the example once the job had arrived. */
  openMs: Schema.Finite,
  /** The smallest observed step of the clock that times the calls. */
  clockStepMs: Schema.optionalKey(Schema.Finite),
  /** The very first call, before any warm-up. */
  firstCallMs: Amount,
  wall: WallTime,
  /** How many calls were measured, and the CPU time of all threads during them, per call. */
  calls: Positive,
  cpuUserMs: Amount,
  cpuSystemMs: Amount,
  /**
   * Context switches of the process during the measured calls, per call; left out if the runtime does not report them.
   */
  voluntarySwitches: Schema.optionalKey(Amount),
  involuntarySwitches: Schema.optionalKey(Amount),
  /** Read in separate calls; only in `resource` forks, and not if the fork makes a single call of many seconds. */
  loopDelay: Schema.optionalKey(LoopDelay),
  /** The process's peak after the first call, from the operating system. Left out if the runtime does not report it. */
  peakRssBytes: Schema.optionalKey(Amount),
  /** Resident bytes with the example open, before its first call. */
  openRssBytes: Amount,
  /** Only in `counts` forks. What neither the runtime nor the model reports is left out. */
  counts: Schema.optionalKey(Counts),
  /** Calls whose output was not kept for checking because there were too many distinct ones. */
  uncheckedCalls: Natural,
});
export type Measurement = typeof Measurement.Type;

/** The final message of a measured process. */
export const Result = Schema.Struct({
  measurement: Measurement,
  /** Distinct outputs of all calls, warm-up and trace included. */
  outputs: Schema.Array(Schema.Unknown),
  /** How many of the measured calls returned each output; 0 if only other calls did. */
  measuredCalls: Schema.Array(Schema.Int),
  /** Characters, as JSON, of the largest output that was not kept for checking. */
  largestUnchecked: Schema.optionalKey(Schema.Int),
  /** What the example's own check found wrong with the outputs, where the check is part of its file. */
  wrong: Schema.optionalKey(Schema.Array(Schema.String)),
  /** What its own readings say of each output, by name; null where an output holds no figure. */
  readings: Schema.optionalKey(Schema.Record(Schema.String, Schema.Array(Schema.NullOr(Schema.Finite)))),
  trace: Schema.optionalKey(Trace),
});
export type Result = typeof Result.Type;

/** An error that ended a job, as data. */
export const Failure = Schema.Struct({
  name: Schema.String,
  message: Schema.String,
  stack: Schema.optionalKey(Schema.String),
});
export type Failure = typeof Failure.Type;

const token = { token: Schema.String };

/** A message of a measured process: `ready` first, and nothing after `done` or `failed`. Then it ends by itself. */
export const Message = Schema.Union([
  Schema.TaggedStruct("ready", {}),
  Schema.TaggedStruct("line", { ...token, line: PrintedLine }),
  Schema.TaggedStruct("done", { ...token, result: Result }),
  Schema.TaggedStruct("failed", { ...token, failure: Failure }),
]);
export type Message = typeof Message.Type;
