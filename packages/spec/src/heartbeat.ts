// heartbeat: a beat that is due every few milliseconds, while hogs compute.
import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import { quantile } from "./distribution.ts";
import { isOnOneThread } from "./one-thread.ts";
import { defineSpec } from "./spec.ts";
import { timerSlackMs } from "./timer-slack.ts";

export const HeartbeatInput = Schema.Struct({
  /** How many tasks compute, all from the beginning on. */
  hogs: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000 })),
  /**
   * How a hog computes.
   *
   * - `at-once`: all its steps in one piece.
   * - `in-steps`: one after the other, with what costs its model least between them: an `await` of no promise, the
   *   next operation of a fiber.
   * - `giving-way`: it leaves the others a turn of the loop after each.
   */
  manner: Schema.Literals(["at-once", "in-steps", "giving-way"]),
  steps: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })),
  unitsPerStep: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  beats: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  beatMs: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })),
  /** After how many operations a fiber yields; the other models do not count operations. */
  operations: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
});

export const HeartbeatHog = Schema.Struct({
  beganMs: Schema.Finite,
  endedMs: Schema.Finite,
  /** The result of its computing. */
  digest: Schema.Int,
});

export const HeartbeatOutput = Schema.Struct({
  /** How late each beat was, counted from when it was due: a missed beat makes the next ones late too. */
  delaysMs: Schema.Array(Schema.Finite),
  /** Times since the beat began. */
  hogs: Schema.Array(HeartbeatHog),
});

export type HeartbeatHog = typeof HeartbeatHog.Type;
export type HeartbeatInput = typeof HeartbeatInput.Type;
export type HeartbeatOutput = typeof HeartbeatOutput.Type;

const small = { hogs: 2, steps: 600, unitsPerStep: 10, beats: 15, beatMs: 2, operations: 2_048 };
const middle = { hogs: 1, steps: 4_000, unitsPerStep: 5, beats: 30, beatMs: 2, operations: 2_048 };

export const heartbeat = defineSpec({
  id: "heartbeat",
  title: "Heartbeat",
  question: "How late is everybody else while somebody computes?",
  origin: "The health check of a service that answers late because one request computes.",
  input: HeartbeatInput,
  output: HeartbeatOutput,
  inputs: {
    test: { ...small, manner: "at-once" },
    "test-steps": { ...small, manner: "in-steps" },
    "test-giving-way": { ...small, steps: 40, unitsPerStep: 100, manner: "giving-way" },
    "test-alone": { ...small, hogs: 0, manner: "at-once" },
    bench: { ...middle, manner: "at-once" },
    "bench-steps": { ...middle, manner: "in-steps" },
    "bench-operations": { ...middle, manner: "in-steps", operations: 128 },
    "bench-giving-way": { ...middle, steps: 200, unitsPerStep: 100, manner: "giving-way" },
    "bench-alone": { ...middle, hogs: 0, manner: "at-once" },
  },
  sweeps: {
    hogs: {
      parameter: "hogs",
      unit: "hogs",
      values: [0, 1, 2, 4],
      at: (hogs): HeartbeatInput => ({ ...middle, hogs, manner: "at-once" }),
    },
    operations: {
      parameter: "operations",
      unit: "operations",
      values: [64, 256, 1_024, 2_048, 8_192],
      at: (operations): HeartbeatInput => ({ ...middle, operations, manner: "in-steps" }),
    },
  },
  batch: 1,
  primary: "delay-p99",
  oneCall: {
    work: "A beat every 2 ms, 30 times, while a hog computes for about 20 ms; what is read is how late each beat is.",
    inModel: {
      promises: "A timer; whatever computes holds it back.",
      fibers: "A sleeping fiber; whatever computes holds it back for one piece.",
      threads: "A timer on the main thread; computing is on other threads.",
    },
    objections: [
      {
        objection: "Wall time says nothing here.",
        answer: "It does not, which is why the lateness of a beat is the primary figure.",
      },
      {
        objection: "Reading the clock at each beat is bookkeeping.",
        answer: "It is the measurement itself: one reading a beat.",
      },
    ],
  },
  check(input, { delaysMs, hogs }, { model }) {
    const { manner, beatMs } = input;
    const wrong: string[] = [];
    if (delaysMs.length !== input.beats) wrong.push(`${delaysMs.length} beats were seen, not ${input.beats}`);
    if (hogs.length !== input.hogs) wrong.push(`${hogs.length} hogs were seen, not ${input.hogs}`);
    const atMs = delaysMs.map((delayMs, i) => (i + 1) * beatMs + delayMs);
    atMs.forEach((ms, i) => {
      if ((delaysMs[i] ?? 0) < -timerSlackMs) wrong.push(`beat ${i} was ${-(delaysMs[i] ?? 0)} ms early`);
      if (ms < (atMs[i - 1] ?? 0)) wrong.push(`beat ${i} came before the one before it`);
    });
    // An await of no promise yields only to other promises.
    const holdsThread =
      isOnOneThread(model) && (manner === "at-once" || (manner === "in-steps" && model === "promises"));
    hogs.forEach(({ beganMs, endedMs, digest }, hog) => {
      const due = digestOf(input, hog);
      if (digest !== due) wrong.push(`hog ${hog} came to ${digest}, not ${due}`);
      if (endedMs < beganMs) wrong.push(`hog ${hog} ended before it began`);
      const beat = atMs.findIndex((ms) => ms > beganMs && ms < endedMs);
      if (holdsThread && beat >= 0) wrong.push(`beat ${beat} came while hog ${hog} held the thread of both`);
    });
    return wrong;
  },
  ideal: ({ beats, beatMs }) => ({ ms: beats * beatMs, why: "the last beat, when it is due" }),
  metrics: [],
  readings: [
    {
      id: "delay-p50",
      title: "Delay of a beat, median",
      unit: "ms",
      better: "lower",
      of: ({ delaysMs }) => quantile(delaysMs, 0.5),
    },
    {
      id: "delay-p99",
      title: "Delay of a beat, 99th percentile",
      unit: "ms",
      better: "lower",
      of: ({ delaysMs }) => quantile(delaysMs, 0.99),
    },
    {
      id: "delay-max",
      title: "Delay of a beat, longest",
      unit: "ms",
      better: "lower",
      of: ({ delaysMs }) => quantile(delaysMs, 1),
    },
    {
      id: "gap-max",
      title: "Longest gap without a beat",
      unit: "ms",
      better: "lower",
      of: ({ delaysMs }, { beatMs }) =>
        quantile(
          delaysMs.map((delayMs, i) => beatMs + delayMs - (delaysMs[i - 1] ?? 0)),
          1,
        ),
    },
    {
      id: "hog",
      title: "Time that a hog took, longest",
      unit: "ms",
      better: "lower",
      of: ({ hogs }) =>
        quantile(
          hogs.map(({ beganMs, endedMs }) => endedMs - beganMs),
          1,
        ),
    },
  ],
});

// One input is checked against many outputs, and its hogs compute for long.
const digestsKept = new Map<string, number>();

function digestOf({ steps, unitsPerStep }: HeartbeatInput, hog: number): number {
  const key = `${steps * unitsPerStep} ${hog}`;
  const digest = digestsKept.get(key) ?? compute(steps * unitsPerStep, hog);
  if (digestsKept.size > 1_000) digestsKept.clear();
  digestsKept.set(key, digest);
  return digest;
}
