// What the lab and a measured process say to each other: when the process is ready a job goes in, a result comes
// out, each one message.
import * as Schema from "effect/Schema";
import { ForkKind } from "./plan.ts";

/** What one measured process is asked to do. Its input was decoded, and its fixtures filled in, by the lab. */
export const Job = Schema.Struct({
  /** A random token; every answer repeats it, so that no program can answer for its host. */
  token: Schema.String,
  example: Schema.String,
  model: Schema.String,
  input: Schema.Unknown,
  /** How many threads a model that has threads may use. */
  threads: Schema.Int,
  /** Calls between two readings of the clock. */
  batch: Schema.Int,
  /** What the calls are made for: a kind of fork that plans have, or one that explains a cell. */
  kind: Schema.Literals([...ForkKind.literals, "counts", "profile"]),
  /** When the process was started, in milliseconds of the machine's epoch clock. */
  startedAtMs: Schema.Finite,
  /** How long to warm up and to measure; both 0: one batch, timed. */
  warmUpMs: Schema.Finite,
  measureMs: Schema.Finite,
  /** Calls are made to take so much longer, by spinning: 0.05 for 5 %. Known slowdowns show what verdicts are worth. */
  slowdown: Schema.optionalKey(Schema.Finite),
  /**
   * Whether to make one more call with spans, after everything was measured. A job of one batch makes it only where
   * its call took less than 5 seconds.
   */
  trace: Schema.Boolean,
  /** One call only, for somebody who looks on: its spans are its trace, and lines are sent as they are printed. */
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

/** The spans of one call, and what it printed; times are milliseconds since the call began. */
export const Trace = Schema.Struct({
  spans: Schema.Array(Span),
  lines: Schema.Array(PrintedLine),
  wallMs: Schema.Finite,
  /** How many spans and lines were not kept, because there were too many. */
  dropped: Schema.optionalKey(Schema.Int),
});
export type Trace = typeof Trace.Type;

/** Wall time of one call, over all samples of a fork; a sample is the mean of one batch. */
export const WallTime = Schema.Struct({
  /** How many samples there were. */
  samples: Schema.Int,
  minMs: Schema.Finite,
  p25Ms: Schema.Finite,
  /** The fork's observation: what statistics work on. */
  medianMs: Schema.Finite,
  p75Ms: Schema.Finite,
  p99Ms: Schema.Finite,
  maxMs: Schema.Finite,
  meanMs: Schema.Finite,
  /** Every n-th sample, in the order of measuring, at most 512 of them. */
  everyNth: Schema.Int,
  samplesMs: Schema.Array(Schema.Finite),
});
export type WallTime = typeof WallTime.Type;

/** How late a timer of our own fired while calls were made: what everybody else would have waited. */
export const LoopDelay = Schema.Struct({
  /** How often the timer fired. */
  beats: Schema.Int,
  /** The same instrument's median while nothing runs, what it adds by itself; in `resource` forks only. */
  idleP50Ms: Schema.optionalKey(Schema.Finite),
  p50Ms: Schema.Finite,
  p99Ms: Schema.Finite,
  maxMs: Schema.Finite,
});
export type LoopDelay = typeof LoopDelay.Type;

/**
 * What a call did, counted: for each name the count of each call that was counted, in their order. Whole numbers where
 * each call is counted by itself.
 */
export const Counts = Schema.Record(Schema.String, Schema.Array(Schema.Finite));
export type Counts = typeof Counts.Type;

/** What a measured process saw, apart from what its example returned. */
export const Measurement = Schema.Struct({
  /** What this runtime says of its versions. */
  versions: Schema.Record(Schema.String, Schema.String),
  /** From the start of the process to the first line of the host, by the clock of the epoch, to the millisecond. */
  startUpMs: Schema.Finite,
  /** The same, and what opening the example took from when the job was there. */
  openMs: Schema.Finite,
  /** The smallest step that the clock of the calls was seen to make. */
  clockStepMs: Schema.optionalKey(Schema.Finite),
  /** The very first call, before any warm-up. */
  firstCallMs: Schema.Finite,
  wall: WallTime,
  /** How many calls were measured, and the CPU time of all threads during them, per call. */
  calls: Schema.Int,
  cpuUserMs: Schema.Finite,
  cpuSystemMs: Schema.Finite,
  /** Context switches of the process during the measured calls, per call; left out where the runtime does not say. */
  voluntarySwitches: Schema.optionalKey(Schema.Finite),
  involuntarySwitches: Schema.optionalKey(Schema.Finite),
  /** Read in calls of their own; only in `resource` forks, and not where one call of many seconds is all there is. */
  loopDelay: Schema.optionalKey(LoopDelay),
  /** The process's peak as the operating system saw it; after the first call. Left out where the runtime does not report it. */
  peakRssBytes: Schema.optionalKey(Schema.Finite),
  /** Resident bytes when the example was open, before its first call. */
  openRssBytes: Schema.Finite,
  /** Only in `counts` forks. What the runtime or the model does not report is left out. */
  counts: Schema.optionalKey(Counts),
  /** Calls whose output was not kept for checking, because there were too many distinct ones. */
  uncheckedCalls: Schema.Int,
});
export type Measurement = typeof Measurement.Type;

/** What a measured process sends when it is done. */
export const Result = Schema.Struct({
  measurement: Measurement,
  /** Distinct outputs of all calls, warm-up and trace included. */
  outputs: Schema.Array(Schema.Unknown),
  /** How many of the measured calls returned each of them; 0 where only others did. */
  measuredCalls: Schema.Array(Schema.Int),
  /** Characters, as JSON, of the largest output that was not kept for checking. */
  largestUnchecked: Schema.optionalKey(Schema.Int),
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

/** What a measured process sends: `ready` first, and after `done` or `failed` nothing more. Then it ends by itself. */
export const Message = Schema.Union([
  Schema.TaggedStruct("ready", {}),
  Schema.TaggedStruct("line", { ...token, line: PrintedLine }),
  Schema.TaggedStruct("done", { ...token, result: Result }),
  Schema.TaggedStruct("failed", { ...token, failure: Failure }),
]);
export type Message = typeof Message.Type;
