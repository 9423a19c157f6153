// mix: a service over HTTP whose requests wait and compute, asked by another process at random.
import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import { quantile } from "./distribution.ts";
import { defineSpec } from "./spec.ts";
import { timerSlackMs } from "./timer-slack.ts";

export const MixInput = Schema.Struct({
  /** `host:port` of the process that sends the requests: POST /run. */
  load: Schema.String,
  /** How many requests come, each in its own time, whether those before it were answered or not. */
  requests: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 20_000 })),
  /** On average. */
  requestsPerSecond: Schema.Finite.check(Schema.isBetween({ minimum: 0.1, maximum: 20_000 })),
  /** When they come, at random, follows from it. */
  seed: Schema.Int,
  /** How long a request waits, as for a database, before it computes. */
  waitMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })),
  /** What a request computes, from the number in its path on; a unit is about a microsecond. */
  units: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 })),
});

const Times = Schema.Array(Schema.Finite);

/** By request, in the order of being due; milliseconds since the first could have been, on the sender's clock. */
export const MixOutput = Schema.Struct({
  dueMs: Times,
  sentMs: Times,
  endedMs: Times,
  /** What each was answered; null where it failed. */
  answers: Schema.Array(Schema.NullOr(Schema.String)),
});

export type MixInput = typeof MixInput.Type;
export type MixOutput = typeof MixOutput.Type;

/** How many different requests the sender has: it asks for `/0` to `/7` in turn. */
const kinds = 8;
/** How long a request takes without contention; what it does in this time differs. */
const requestMs = 10;
/** If the sender is later than this, and than a tenth of the latency, the figure is the sender's own. */
const mostLateMs = 10;

/** Requests of 10 ms, of which they compute for `percent`, for a second or the time given. */
const at = (requestsPerSecond: number, percent: number, forMs = 1_000): MixInput => ({
  load: "{load}",
  requests: Math.round((requestsPerSecond * forMs) / 1_000),
  requestsPerSecond,
  seed: 1,
  waitMs: requestMs * (1 - percent / 100),
  units: requestMs * 10 * percent,
});

export const mix = defineSpec({
  id: "mix",
  title: "Mix",
  question:
    "A service whose requests wait and compute: until what share of computing does each model hold its latency?",
  origin:
    "G. Tene, How NOT to Measure Latency, 2013: requests are sent when they are due, and latency is counted from then.",
  input: MixInput,
  output: MixOutput,
  inputs: {
    test: { ...at(200, 20, 100), waitMs: 2, units: 500 },
    "test-waits": { ...at(400, 0, 100), waitMs: 5 },
    // More than one thread can take: the requests queue.
    "test-computes": { ...at(400, 100, 50), units: 4_000 },
    bench: at(100, 50, 500),
    // What a request costs beside its computing, once the code is warm.
    "bench-light": { ...at(1_000, 0, 400), waitMs: 5 },
  },
  sweeps: {
    share: {
      parameter: "share of computing at 150 a second",
      unit: "%",
      // Two thirds of computing keep one thread busy.
      values: [20, 40, 55, 60, 65, 70, 80, 100],
      at: (percent): MixInput => at(150, percent),
    },
    "rate-tenth": {
      parameter: "rate of requests, computing 1 of 10 ms",
      unit: "a second",
      values: [400, 800, 1_200, 1_600],
      at: (rate): MixInput => at(rate, 10),
    },
    "rate-half": {
      parameter: "rate of requests, computing 5 of 10 ms",
      unit: "a second",
      values: [100, 150, 200, 300],
      at: (rate): MixInput => at(rate, 50),
    },
    "rate-all": {
      parameter: "rate of requests, computing all 10 ms",
      unit: "a second",
      values: [50, 75, 100, 150],
      at: (rate): MixInput => at(rate, 100),
    },
  },
  permissions: {
    net: ["127.0.0.1"],
    env: ["WS_NO_BUFFER_UTIL", "WS_NO_UTF_8_VALIDATE"],
    why: "the service listens on a port that the system chooses; Effect's server loads ws, which reads two variables",
  },
  batch: 1,
  primary: "latency-p99",
  oneCall: {
    work: "A real HTTP server answers 100 requests a second for half a second; each request waits for half of its time and computes for the other. The sender is another process, and latency counts from when a request was due.",
    inModel: {
      promises: "`node:http` and a timer a request; computing holds the one thread.",
      fibers: "Effect's own HTTP server, a fiber a request; computing holds the one thread.",
      threads: "`node:http` on the main thread; computing on a pool.",
    },
    objections: [
      {
        objection: "Effect's server is not the bare `node:http` of the others.",
        answer:
          "Admitted: it is what somebody with fibers would use, and its own cost a request is in the figure.",
      },
      {
        objection: "A median hides the tail.",
        answer: "The 99th percentile is the primary figure, and its spread between forks is shown beside it.",
      },
    ],
  },
  check(input, { dueMs, sentMs, endedMs, answers }) {
    const { requests, waitMs, units } = input;
    const seen = [dueMs, sentMs, endedMs, answers].map(({ length }) => length);
    if (seen.some((length) => length !== requests))
      return [`${seen.join(", ")} requests were seen, not ${requests}`];
    const wrong: string[] = [];
    const endMs = periodMs(input);
    const failed = answers.filter((answer) => answer === null).length;
    if (failed > 0) wrong.push(`${failed} of ${requests} requests failed`);
    for (let i = 0; i < requests; i++) {
      const [due, sent, ended] = [dueMs[i] ?? 0, sentMs[i] ?? 0, endedMs[i] ?? 0];
      if (due < (dueMs[i - 1] ?? 0) || due > endMs + 1e-6) wrong.push(`request ${i} was due at ${due} ms`);
      if (sent < due) wrong.push(`request ${i} was sent ${due - sent} ms before it was due`);
      if (answers[i] === null) continue;
      if (ended - sent < waitMs - timerSlackMs)
        wrong.push(`request ${i} was answered after ${ended - sent} ms, without its wait of ${waitMs} ms`);
      const right = String(answerOf(units, i % kinds));
      if (answers[i] !== right) wrong.push(`request ${i} was answered ${answers[i]}, not ${right}`);
    }
    return wrong;
  },
  ideal: (input) => ({
    ms: periodMs(input) + input.waitMs,
    why: "the last request, when it is due, and its waiting; how long it computes is the processor's business",
  }),
  metrics: [
    {
      id: "cpu-per-request",
      title: "Processor time a request",
      unit: "ms",
      better: "lower",
      of: ({ cpuMs }, { requests }) => cpuMs / requests,
    },
  ],
  readings: [
    {
      id: "latency-p50",
      title: "Latency since due, median",
      unit: "ms",
      better: "lower",
      of: (output) => latencyMs(output, 0.5),
    },
    {
      id: "latency-p99",
      title: "Latency since due, 99th percentile",
      unit: "ms",
      better: "lower",
      limit: 100,
      of: (output) => latencyMs(output, 0.99),
    },
    {
      id: "latency-max",
      title: "Latency since due, longest",
      unit: "ms",
      better: "lower",
      of: (output) => latencyMs(output, 1),
    },
    {
      id: "throughput",
      title: "Requests answered",
      unit: "a second",
      better: "higher",
      of: ({ endedMs }) => (endedMs.length * 1_000) / Math.max(...endedMs),
    },
    {
      id: "sender-late-p99",
      title: "How late the sender was, 99th percentile",
      unit: "ms",
      better: "lower",
      of: senderLateMs,
    },
  ],
});

/** From the beginning to when the last request is due. */
function periodMs({ requests, requestsPerSecond }: MixInput): number {
  return (requests * 1_000) / requestsPerSecond;
}

/**
 * Counted from when a request was due: a stall of the service, and the sender's own lateness, are in it. Undefined where the
 * sender was so late that the figure would be its own.
 */
function latencyMs(output: MixOutput, q: number): number | undefined {
  const { dueMs, endedMs } = output;
  const ms = quantile(
    endedMs.map((ended, i) => ended - (dueMs[i] ?? 0)),
    q,
  );
  const late = senderLateMs(output) ?? 0;
  return ms === undefined || late > Math.max(mostLateMs, ms / 10) ? undefined : ms;
}

function senderLateMs({ dueMs, sentMs }: MixOutput): number | undefined {
  return quantile(
    sentMs.map((sent, i) => sent - (dueMs[i] ?? 0)),
    0.99,
  );
}

// One input is checked against many outputs, and its requests compute for long.
const answersKept = new Map<string, number>();

function answerOf(units: number, kind: number): number {
  const key = `${units} ${kind}`;
  const answer = answersKept.get(key) ?? compute(units, kind);
  if (answersKept.size > 1_000) answersKept.clear();
  answersKept.set(key, answer);
  return answer;
}
