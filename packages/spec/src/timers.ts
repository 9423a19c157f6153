// timers: when timers fire, against when they are due, alone and among thousands of others.
import * as Schema from "effect/Schema";
import { quantile } from "./distribution.ts";
import { defineSpec } from "./spec.ts";
import { timerSlackMs } from "./timer-slack.ts";

export const TimersInput = Schema.Struct({
  /**
   * - `one-shot`: a timer that fires once; the next is set when it has.
   * - `periodic`: one timer that fires again and again.
   */
  kind: Schema.Literals(["one-shot", "periodic"]),
  delayMs: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })),
  /** How often a timer fires. */
  count: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  /** How many other timers there are, set before and due at any time meanwhile. */
  others: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 })),
});

export const TimersOutput = Schema.Struct({
  /** How late each firing was; of a periodic timer against the multiple of its delay, since it was set. */
  lateMs: Schema.Array(Schema.Finite),
  /** How many of the others had fired when the last firing was seen. */
  othersFired: Schema.Int,
});

export type TimersInput = typeof TimersInput.Type;
export type TimersOutput = typeof TimersOutput.Type;

const small = { delayMs: 2, count: 10, others: 0 };
const middle = { delayMs: 4, count: 10, others: 0 };

export const timers = defineSpec({
  id: "timers",
  title: "Timers",
  question: "Do timers keep time?",
  origin: "Timers that count whole milliseconds, and intervals that count from when they last fired.",
  input: TimersInput,
  output: TimersOutput,
  inputs: {
    test: { ...small, kind: "one-shot" },
    "test-periodic": { ...small, kind: "periodic" },
    "test-zero": { ...small, delayMs: 0, kind: "one-shot" },
    "test-periodic-zero": { ...small, delayMs: 0, kind: "periodic" },
    "test-others": { ...small, others: 500, kind: "one-shot" },
    "test-periodic-others": { ...small, others: 500, kind: "periodic" },
    bench: { ...middle, kind: "one-shot" },
    "bench-periodic": { ...middle, kind: "periodic" },
    "bench-others": { ...middle, others: 10_000, kind: "one-shot" },
    "bench-periodic-others": { ...middle, others: 10_000, kind: "periodic" },
  },
  sweeps: {
    delay: {
      parameter: "delay",
      unit: "ms",
      values: [0, 1, 4, 16, 100],
      at: (delayMs): TimersInput => ({ ...timesOf(delayMs), others: 0, kind: "one-shot" }),
    },
    "delay-periodic": {
      parameter: "delay",
      unit: "ms",
      values: [0, 1, 4, 16, 100],
      at: (delayMs): TimersInput => ({ ...timesOf(delayMs), others: 0, kind: "periodic" }),
    },
    "delay-others": {
      parameter: "delay",
      unit: "ms",
      values: [0, 1, 4, 16, 100],
      at: (delayMs): TimersInput => ({ ...timesOf(delayMs), others: 10_000, kind: "one-shot" }),
    },
  },
  batch: 1,
  primary: "late-p50",
  oneCall: {
    work: "10 timers of 4 ms, one after another or periodic, alone or among 10,000 others; what is read is how late each fires.",
    inModel: {
      promises: "`setTimeout` and `setInterval` as promises.",
      fibers: "`Effect.sleep` and `Schedule`.",
      threads: "A thread that sleeps in `Atomics.wait`.",
    },
    objections: [
      {
        objection: "Timers round to whole milliseconds in some runtimes.",
        answer: "They do, each in its own way, and that is part of the answer.",
      },
    ],
  },
  check({ kind, delayMs, count, others }, { lateMs, othersFired }) {
    const wrong: string[] = [];
    if (lateMs.length !== count) wrong.push(`${lateMs.length} firings were seen, not ${count}`);
    if (othersFired < 0 || othersFired > others) wrong.push(`${othersFired} of ${others} others fired`);
    lateMs.forEach((ms, i) => {
      // Early at each period; and Effect's `fixed` takes a firing that is early for one of the period before, and follows it
      // with another at once.
      const periods = kind === "periodic" ? i + 2 : 1;
      if (ms < -timerSlackMs * periods) wrong.push(`firing ${i} was ${-ms} ms early`);
      const before = lateMs[i - 1] ?? 0;
      if (kind === "periodic" && i > 0 && ms + delayMs < before) {
        wrong.push(`firing ${i} was seen before the one before it`);
      }
    });
    return wrong;
  },
  ideal: ({ delayMs, count }) => ({ ms: delayMs * count, why: "the delays, one after the other" }),
  metrics: [],
  readings: [
    {
      id: "late-p50",
      title: "Lateness of a firing, median",
      unit: "ms",
      better: "lower",
      of: ({ lateMs }) => quantile(lateMs, 0.5),
    },
    {
      id: "late-p99",
      title: "Lateness of a firing, 99th percentile",
      unit: "ms",
      better: "lower",
      of: ({ lateMs }) => quantile(lateMs, 0.99),
    },
    {
      id: "late-max",
      title: "Lateness of a firing, most",
      unit: "ms",
      better: "lower",
      of: ({ lateMs }) => quantile(lateMs, 1),
    },
    {
      id: "drift",
      title: "Drift of a periodic timer: below 0 it gains",
      unit: "ms a period",
      better: "lower",
      of: ({ lateMs }, { kind, count }) =>
        kind === "periodic" && count > 1
          ? ((lateMs.at(-1) ?? 0) - (lateMs[0] ?? 0)) / (count - 1)
          : undefined,
    },
  ],
});

/** As many firings as fit into a call of about a tenth of a second. */
function timesOf(delayMs: number): { delayMs: number; count: number } {
  return { delayMs, count: Math.min(20, Math.max(2, Math.floor(80 / Math.max(1, delayMs)))) };
}
