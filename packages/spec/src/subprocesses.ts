// subprocesses: several programs run at once; one hangs, one cannot be asked to end.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

/** How a program ended, as far as it can be known beforehand. */
const ending = {
  /** `exited` by itself, `killed` at its deadline, or `not started` at all. */
  outcome: Schema.Literals(["exited", "killed", "not started"]),
  exitCode: Schema.NullOr(Schema.Int),
  signal: Schema.NullOr(Schema.String),
  stdout: Schema.String,
  /** How many bytes of its output came after the bound, and were dropped. */
  droppedBytes: Schema.Int,
};

export const Program = Schema.Struct({
  name: Schema.String,
  /** The command and its arguments. */
  words: Schema.Array(Schema.String).check(Schema.isMinLength(1)),
  /** How long it runs at least, if it is left alone; null: until it is killed. */
  lastsMs: Schema.NullOr(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 600_000 }))),
  ends: Schema.Struct(ending),
});

export const SubprocessesInput = Schema.Struct({
  programs: Schema.Array(Program).check(Schema.isMinLength(1), Schema.isMaxLength(1_000)),
  order: Schema.Literals(["one-by-one", "at-once"]),
  /** How long one program may run; then it is asked to end. */
  deadlineMs: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 600_000 })),
  /** How long it may take to end when asked; then it is ended. */
  graceMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })),
  /** How many bytes of a program's output are kept. Default: 1048576. */
  mostOutputBytes: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 67_108_864 })),
  ),
});

export const EndedProgram = Schema.Struct({
  name: Schema.String,
  /** The process, which was the leader of a group of its own; null where none was started. */
  pid: Schema.NullOr(Schema.Int),
  ...ending,
});

export const SubprocessesOutput = Schema.Struct({
  /** In the order of the input. */
  programs: Schema.Array(EndedProgram),
});

export type Program = typeof Program.Type;
export type EndedProgram = typeof EndedProgram.Type;
export type SubprocessesInput = typeof SubprocessesInput.Type;
export type SubprocessesOutput = typeof SubprocessesOutput.Type;

function answers(name: string, seconds: number, exitCode: number): Program {
  return {
    name,
    words: ["sh", "{programs}/answers.sh", String(seconds), name, String(exitCode)],
    lastsMs: seconds * 1_000,
    ends: { outcome: "exited", exitCode, signal: null, stdout: `${name}\n`, droppedBytes: 0 },
  };
}
const hangs: Program = {
  name: "hangs",
  words: ["sh", "{programs}/hangs.sh"],
  lastsMs: null,
  ends: { outcome: "killed", exitCode: null, signal: "SIGTERM", stdout: "hanging\n", droppedBytes: 0 },
};
const ignoresTerm: Program = {
  name: "ignores TERM",
  words: ["sh", "{programs}/ignores-term.sh"],
  lastsMs: null,
  ends: { outcome: "killed", exitCode: null, signal: "SIGKILL", stdout: "ignoring\n", droppedBytes: 0 },
};
const leavesChild: Program = {
  name: "leaves a child",
  words: ["sh", "{programs}/leaves-child.sh"],
  lastsMs: 0,
  ends: { outcome: "exited", exitCode: 0, signal: null, stdout: "leaving\n", droppedBytes: 0 },
};
const talksMuch: Program = {
  name: "talks much",
  words: ["sh", "-c", "printf 0123456789; printf abc"],
  lastsMs: 0,
  ends: { outcome: "exited", exitCode: 0, signal: null, stdout: "0123", droppedBytes: 9 },
};
/** What cannot be started, by an error of the operating system or of the runtime. */
const unstartable = (name: string, words: readonly string[]): Program => ({ ...missing, name, words });
const missing: Program = {
  name: "is missing",
  words: ["{programs}/no-such-program"],
  lastsMs: 0,
  ends: { outcome: "not started", exitCode: null, signal: null, stdout: "", droppedBytes: 0 },
};
const three = (seconds: number) => [
  answers("one", seconds, 0),
  answers("two", seconds, 3),
  answers("three", seconds, 0),
];

export const subprocesses = defineSpec({
  id: "subprocesses",
  title: "Subprocesses",
  question: "Can several programs run at once, and one bad one be contained?",
  origin: "The article's programs that are started from a task and awaited.",
  input: SubprocessesInput,
  output: SubprocessesOutput,
  inputs: {
    article: { programs: three(1), order: "at-once", deadlineMs: 30_000, graceMs: 1_000 },
    "article-one-by-one": { programs: three(1), order: "one-by-one", deadlineMs: 30_000, graceMs: 1_000 },
    test: { programs: three(0.01), order: "at-once", deadlineMs: 30_000, graceMs: 1_000 },
    "test-one-by-one": { programs: three(0.01), order: "one-by-one", deadlineMs: 30_000, graceMs: 1_000 },
    bench: { programs: three(0.01), order: "at-once", deadlineMs: 30_000, graceMs: 1_000 },
    "bench-one-by-one": { programs: three(0.01), order: "one-by-one", deadlineMs: 30_000, graceMs: 1_000 },
    "test-output": {
      ...{ programs: [talksMuch], order: "at-once", deadlineMs: 30_000, graceMs: 1_000, mostOutputBytes: 4 },
    },
    "test-not-started": {
      programs: [
        answers("before", 0.05, 0),
        unstartable("has too long an argument", ["sh", "-c", "true", "x".repeat(200_000)]),
        unstartable("lies behind a file", ["{programs}/answers.sh/program"]),
        unstartable("has a NUL byte", ["sh\0"]),
        unstartable("has a NUL byte in an argument", ["sh", "-c", "true\0"]),
        unstartable("is empty", [""]),
        unstartable("is a folder", ["{programs}"]),
        answers("after", 0.05, 0),
      ],
      order: "at-once",
      deadlineMs: 30_000,
      graceMs: 1_000,
    },
    // The deadline must let every good program print its line on a busy machine; the bad ones wait for it.
    contained: {
      programs: [answers("good", 0, 0), leavesChild, missing, hangs, ignoresTerm],
      order: "at-once",
      deadlineMs: 600,
      graceMs: 100,
    },
  },
  permissions: {
    run: ["*"],
    env: ["PATH", "NODE_V8_COVERAGE"],
    why: "Deno signals a process group only where every program may be run, and looks at both variables to start one.",
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Three programs that take 10 ms each are started, watched and awaited, one by one or at once.",
    inModel: {
      promises: "`spawn`, two timers a program.",
      fibers: "Effect's spawner, a scope a program.",
      threads:
        "`spawn` on a pool's thread, a message each way a program; a thread watches one program at a time.",
    },
    objections: [
      {
        objection: "Starting a process costs the same everywhere.",
        answer:
          "Not quite: runtimes differ in how they fork. Promises and fibers differ by next to nothing, and that is the answer.",
      },
      {
        objection: "A thread could watch several programs at once.",
        answer:
          "It could, as the main thread does in the other models. One task a thread is what a pool does unless it is told otherwise, so with 2 threads three programs take two turns.",
      },
    ],
  },
  check(input, output) {
    if (output.programs.length !== input.programs.length) {
      return [`${output.programs.length} programs came back, not ${input.programs.length}`];
    }
    return input.programs.flatMap(({ name, ends }, i) => {
      const { pid, name: named, ...ended } = output.programs[i] as EndedProgram;
      if (named !== name) return [`program ${i + 1} was ${named}, not ${name}`];
      if ((pid === null) !== (ends.outcome === "not started")) return [`${name} had the process ${pid}`];
      return (["outcome", "exitCode", "signal", "stdout", "droppedBytes"] as const)
        .filter((field) => ended[field] !== ends[field])
        .map(
          (field) =>
            `${name}: ${field} was ${JSON.stringify(ended[field])}, not ${JSON.stringify(ends[field])}`,
        );
    });
  },
  ideal({ programs, order, deadlineMs }) {
    const times = programs.map(({ lastsMs }) => Math.min(lastsMs ?? deadlineMs, deadlineMs));
    return order === "one-by-one"
      ? { ms: times.reduce((sum, ms) => sum + ms, 0), why: "one after another: the sum of their times" }
      : { ms: Math.max(...times), why: "all at once: the longest" };
  },
  metrics: [],
});
