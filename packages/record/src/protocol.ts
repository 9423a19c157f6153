// What the lab and a measured process say to each other: a job goes in, a report comes out, each one message.
import * as Schema from "effect/Schema";

/** What one measured process is asked to do. Its input was decoded, and its props filled in, by the lab. */
export const Job = Schema.Struct({
  example: Schema.String,
  model: Schema.String,
  input: Schema.Unknown,
  /** How many threads a model that has threads may use. */
  threads: Schema.Int,
  /** Calls between two readings of the clock. */
  batch: Schema.Int,
  /** How long to warm up and to measure; both 0: one call, timed. */
  warmUpMs: Schema.Finite,
  measureMs: Schema.Finite,
  /** Whether to make one more call with spans, after everything was measured. */
  trace: Schema.Boolean,
  /** Whether to send printed lines as they are printed. */
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

/** The spans of one call, and what it printed; times are milliseconds since the call began. */
export const Trace = Schema.Struct({
  spans: Schema.Array(Span),
  lines: Schema.Array(PrintedLine),
  wallMs: Schema.Finite,
});
export type Trace = typeof Trace.Type;

/** What a measured process saw. */
export const Report = Schema.Struct({
  /** What this runtime says of its versions. */
  versions: Schema.Record(Schema.String, Schema.String),
  /** From the start of the process to the first line of the host, and to the example being open. */
  startUpMs: Schema.Finite,
  openMs: Schema.Finite,
  /** Wall time of one call, a sample per batch, in the order of measuring. */
  samplesMs: Schema.Array(Schema.Finite),
  /** How many calls were measured, and the CPU time of all threads during them, per call. */
  calls: Schema.Int,
  cpuUserMs: Schema.Finite,
  cpuSystemMs: Schema.Finite,
  peakRssBytes: Schema.Finite,
  /** Distinct outputs of all calls, warm-up and trace included. */
  outputs: Schema.Array(Schema.Unknown),
  /** Calls whose output was not kept, because there were too many distinct ones. */
  uncheckedCalls: Schema.Int,
  trace: Schema.optionalKey(Trace),
});
export type Report = typeof Report.Type;

/** An error that ended a job, as data. */
export const Failure = Schema.Struct({
  name: Schema.String,
  message: Schema.String,
  stack: Schema.optionalKey(Schema.String),
});
export type Failure = typeof Failure.Type;

/** What a measured process sends. After `done` or `failed` it sends nothing more, and ends by itself. */
export const Message = Schema.Union([
  Schema.TaggedStruct("line", { line: PrintedLine }),
  Schema.TaggedStruct("done", { report: Report }),
  Schema.TaggedStruct("failed", { failure: Failure }),
]);
export type Message = typeof Message.Type;
