// say-after: a line is printed after a delay; the article's first example of what awaiting costs.
import * as Schema from "effect/Schema";
import { isOnOneThread } from "./one-thread.ts";
import { defineSpec } from "./spec.ts";
import { loadSlackMs, timerSlackMs } from "./timer-slack.ts";

export const SayAfterLine = Schema.Struct({
  text: Schema.String,
  delayMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
});

export const SayAfterInput = Schema.Struct({
  lines: Schema.Array(SayAfterLine).check(Schema.isMinLength(1), Schema.isMaxLength(1_000)),
  order: Schema.Literals(["sequential", "concurrent"]),
});

export const SaidLine = Schema.Struct({
  text: Schema.String,
  startMs: Schema.Finite,
  finishMs: Schema.Finite,
});

export const SayAfterOutput = Schema.Struct({
  /** In the order in which they were printed; times since the call began. */
  lines: Schema.Array(SaidLine),
});

export type SayAfterLine = typeof SayAfterLine.Type;
export type SaidLine = typeof SaidLine.Type;
export type SayAfterInput = typeof SayAfterInput.Type;
export type SayAfterOutput = typeof SayAfterOutput.Type;

const article = [
  { text: "hello", delayMs: 1_000 },
  { text: "world", delayMs: 2_000 },
];
const short = [
  { text: "hello", delayMs: 10 },
  { text: "world", delayMs: 20 },
];

export const sayAfter = defineSpec({
  id: "say-after",
  title: "Say after",
  question: "What does awaiting one by one cost against starting both first?",
  origin: "The article's say_after: two lines, after one and two seconds; 3 s one by one, 2 s as tasks.",
  input: SayAfterInput,
  output: SayAfterOutput,
  inputs: {
    article: { lines: article, order: "concurrent" },
    "article-sequential": { lines: article, order: "sequential" },
    test: { lines: short, order: "concurrent" },
    "test-sequential": { lines: short, order: "sequential" },
    bench: { lines: short, order: "concurrent" },
    "bench-sequential": { lines: short, order: "sequential" },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Two lines are each printed after their delay, 10 and 20 ms, one after the other or both started first.",
    inModel: {
      promises: "Two async functions, each awaiting one timer.",
      fibers: "Two fibers, each sleeping on one timer.",
      threads: "Two tasks of a pool, each blocking its thread; a message each way.",
    },
    objections: [
      {
        objection: "The times are those of timers.",
        answer:
          "Yes: one by one or at once is the question, and the timers dwarf everything else. What a task itself costs is spawn-join's question.",
      },
    ],
  },
  check(input, output, runInfo) {
    const wrong: string[] = [];
    const said = output.lines.map((line) => line.text);
    const expected = input.lines.map((line) => line.text);
    if (said.toSorted().join("\n") !== expected.toSorted().join("\n")) {
      return [`the lines were ${JSON.stringify(said)}, not each of ${JSON.stringify(expected)} once`];
    }
    if (input.order === "sequential" && said.join("\n") !== expected.join("\n")) {
      wrong.push(`printed in the order ${JSON.stringify(said)}, not as called: ${JSON.stringify(expected)}`);
    }
    const onThreads = !isOnOneThread(runInfo.model);
    const delayOf = new Map(input.lines.map((line) => [line.text, line.delayMs]));
    output.lines.forEach((line, i) => {
      const delayMs = delayOf.get(line.text) ?? 0;
      if (line.finishMs - line.startMs < delayMs - timerSlackMs) {
        wrong.push(
          `${JSON.stringify(line.text)} was printed ${line.finishMs - line.startMs} ms after its start, before its ${delayMs} ms`,
        );
      }
      const before = output.lines[i - 1];
      if (before === undefined) return;
      // The system may hold a thread back for longer than the delays differ: in what it does, and in what it reports.
      const heldBack = onThreads && before.finishMs - line.finishMs < loadSlackMs;
      if (input.order === "concurrent" && (delayOf.get(before.text) ?? 0) > delayMs && !heldBack) {
        wrong.push(
          `${JSON.stringify(before.text)} was printed before ${JSON.stringify(line.text)}, which has the shorter delay`,
        );
      }
      // Threads that are fewer than the lines print some of them later; and one may begin late.
      const allAtOnce = !onThreads || input.lines.length <= runInfo.threads;
      const beganLate = onThreads && line.startMs - before.startMs < loadSlackMs;
      if (input.order === "concurrent" && allAtOnce && line.startMs > before.finishMs && !beganLate) {
        wrong.push(
          `${JSON.stringify(line.text)} started only after ${JSON.stringify(before.text)} was printed`,
        );
      }
      if (input.order === "sequential" && line.startMs < before.finishMs - timerSlackMs) {
        wrong.push(`${JSON.stringify(line.text)} started before ${JSON.stringify(before.text)} was printed`);
      }
    });
    return wrong;
  },
  ideal(input) {
    const delays = input.lines.map((line) => line.delayMs);
    const sumMs = delays.reduce((sum, delayMs) => sum + delayMs, 0);
    return input.order === "sequential"
      ? { ms: sumMs, why: "the delays follow one another: their sum" }
      : { ms: Math.max(...delays, 0), why: "the delays pass at once: the longest" };
  },
  metrics: [],
});
