// log: lines are logged beside the work, fired and forgotten; the disk may be full.
import { createHash } from "node:crypto";
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const LogInput = Schema.Struct({
  /** The work: steps of a given length, and lines logged after each. */
  steps: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })),
  stepMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
  linesPerStep: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })),
  /** Length of a line, its newline included. */
  lineBytes: Schema.Int.check(Schema.isBetween({ minimum: 16, maximum: 65_536 })),
  /** How many lines may wait to be written; one more is dropped. */
  queueBound: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })),
  /** The file; written anew. */
  path: Schema.String,
  /** Whether the disk is full before every line is written. */
  fills: Schema.Boolean,
});

export const LogOutput = Schema.Struct({
  /** Steps of the work that were done. */
  workDone: Schema.Int,
  written: Schema.Int,
  dropped: Schema.Int,
  /** The error that ended the logging, by its code where it has one: `ENOSPC`, `EFBIG`, … */
  stoppedBecause: Schema.NullOr(Schema.String),
  /** How often the end of logging was reported. */
  notices: Schema.Int,
  /** What the file holds, read back: its length, its digest (SHA-256, hexadecimal), and the numbers of its lines. */
  fileBytes: Schema.Int,
  fileDigest: Schema.String,
  fileLines: Schema.Array(Schema.Struct({ from: Schema.Int, to: Schema.Int })),
});

export type LogInput = typeof LogInput.Type;
export type LogOutput = typeof LogOutput.Type;

const small = { steps: 4, stepMs: 1, lineBytes: 64, queueBound: 1_000, path: "{scratch}/log", fills: false };
const larger = {
  steps: 10,
  stepMs: 2,
  lineBytes: 128,
  queueBound: 1_000,
  path: "{scratch}/log",
  fills: false,
};

export const log = defineSpec({
  id: "log",
  title: "Log",
  question: "Can the log be fired and forgotten, and survive a full disk?",
  origin: "The article's log that nobody waits for: work must neither wait for it nor fail with it.",
  input: LogInput,
  output: LogOutput,
  inputs: {
    test: { ...small, linesPerStep: 5 },
    "test-burst": { ...small, linesPerStep: 50, queueBound: 8 },
    "test-nothing": { ...small, linesPerStep: 0 },
    bench: { ...larger, linesPerStep: 20 },
    "bench-burst": { ...larger, linesPerStep: 500, queueBound: 64 },
    full: { ...small, linesPerStep: 50, lineBytes: 100, path: "{full:4096}", fills: true },
    "full-from-the-start": { ...small, linesPerStep: 50, path: "{full:0}", fills: true },
    slow: { ...small, steps: 20, stepMs: 100, linesPerStep: 5 },
  },
  permissions: { read: ["{scratch}"], write: ["{scratch}"] },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Ten steps of work of 2 ms each log 20 lines after each step, without waiting for them, and then close the log and read the file back.",
    inModel: {
      promises: "An array, and one writer that appends what has gathered.",
      fibers: "Effect's own queue, and one fiber that appends.",
      threads: "A queue in shared memory, and one thread that appends.",
    },
    objections: [
      {
        objection: "The work's timers are most of the time.",
        answer: "Yes: the question is what logging adds to work, so the ideal is the work alone.",
      },
      {
        objection: "The file is read back inside of the timed call.",
        answer:
          "Admitted: it is the only way to know in every call that the file is right, and it is the same in all models.",
      },
    ],
  },
  check(input, output) {
    const wrong: string[] = [];
    const lines = input.steps * input.linesPerStep;
    const { written, dropped, stoppedBecause } = output;
    if (output.workDone !== input.steps)
      wrong.push(`the work did ${output.workDone} of ${input.steps} steps`);
    if (written + dropped !== lines) {
      wrong.push(`written ${written} and dropped ${dropped} are not the ${lines} lines logged`);
    }
    if (input.fills && stoppedBecause === null) wrong.push("the logging went on although the disk was full");
    if (!input.fills && stoppedBecause !== null) wrong.push(`the logging stopped: ${stoppedBecause}`);
    if (!input.fills && input.queueBound >= lines && dropped > 0) {
      wrong.push(`${dropped} lines were dropped although the queue holds all ${lines}`);
    }
    const notices = stoppedBecause === null ? 0 : 1;
    if (output.notices !== notices)
      wrong.push(`that it stopped was said ${output.notices} times, not ${notices}`);
    return [...wrong, ...wrongInFile(input, output, lines)];
  },
  ideal: ({ steps, stepMs }) => ({ ms: steps * stepMs, why: "the work alone: its steps follow one another" }),
  metrics: [],
});

/** Whether the file holds exactly the written lines, whole and in order. */
function wrongInFile({ lineBytes }: LogInput, output: LogOutput, lines: number): string[] {
  let last = -1;
  let count = 0;
  const digest = createHash("sha256");
  for (const { from, to } of output.fileLines) {
    if (from <= last || to < from || to >= lines) {
      return [`the file holds lines ${from} to ${to} after line ${last} of ${lines}`];
    }
    for (let i = from; i <= to; i++) digest.update(`${i} `.padEnd(lineBytes - 1, ".")).update("\n");
    count += to - from + 1;
    last = to;
  }
  if (count !== output.written) return [`the file holds ${count} lines, but ${output.written} were written`];
  if (output.fileBytes !== count * lineBytes) {
    return [`the file holds ${output.fileBytes} bytes, not ${count} lines of ${lineBytes}`];
  }
  const expected = digest.digest("hex");
  return output.fileDigest === expected ? [] : [`the file's digest is ${output.fileDigest}, not ${expected}`];
}
