// sleepers: many tasks that do nothing but sleep, all at one time.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { timerSlackMs } from "./timer-slack.ts";

export const SleepersInput = Schema.Struct({
  sleepers: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
  /** How long each of them sleeps. */
  sleepMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
});

export const SleepersOutput = Schema.Struct({
  /** How many woke up. */
  woken: Schema.Int,
  /**
   * When the last sleeper had been begun, or handed to a thread, since the first one was. Below `sleepMs`, all of them
   * slept at one time.
   */
  begunMs: Schema.Finite,
  /** When the last sleeper had woken up, since the first one was begun. */
  tookMs: Schema.Finite,
});

export type SleepersInput = typeof SleepersInput.Type;
export type SleepersOutput = typeof SleepersOutput.Type;

export const sleepers = defineSpec({
  id: "sleepers",
  title: "Sleepers",
  question: "How much memory do so many sleeping tasks take?",
  origin:
    "pkolaczk's and hez2010's async-runtimes-benchmarks: a million took 564 MB on Node 23, 439 MB with Tokio, 2.6 GB in Go.",
  input: SleepersInput,
  output: SleepersOutput,
  inputs: {
    test: { sleepers: 20, sleepMs: 5 },
    "test-one": { sleepers: 1, sleepMs: 2 },
    "test-at-once": { sleepers: 50, sleepMs: 0 },
    bench: { sleepers: 300, sleepMs: 10 },
    million: { sleepers: 1_000_000, sleepMs: 10_000 },
  },
  sweeps: {
    sleepers: {
      parameter: "sleepers",
      unit: "tasks asleep",
      values: [1, 10_000, 100_000, 1_000_000],
      each: "sleeper",
      // Long enough for most to begin the last before the first has woken up.
      at: (count): SleepersInput => ({ sleepers: count, sleepMs: Math.max(10, count / 200) }),
    },
  },
  batch: 1,
  primary: "bytes-per-sleeper",
  oneCall: {
    work: "300 tasks sleep for 10 ms at one time (up to a million in the sweep); what is read is peak resident memory by task.",
    inModel: {
      promises: "A promise and a timer a task, and one listener for all.",
      fibers: "A fiber and a timer a task.",
      threads: "A message each way, what the pool keeps of it, and a timer on a thread that many share.",
    },
    objections: [
      {
        objection: "Resident memory of the process is not the memory of its tasks.",
        answer:
          "Admitted: the runtime's own share is in it, so only large counts tell. Heap figures mean something else in each engine, and peak memory is what a machine must have.",
      },
    ],
  },
  check({ sleepers, sleepMs }, { woken, begunMs, tookMs }) {
    const wrong: string[] = [];
    if (woken !== sleepers) wrong.push(`${woken} sleepers woke up, not ${sleepers}`);
    if (tookMs < sleepMs - timerSlackMs)
      wrong.push(`all had woken up after ${tookMs} ms, before ${sleepMs} ms`);
    if (begunMs < 0 || begunMs > tookMs) {
      wrong.push(`the last was begun after ${begunMs} ms, when all had woken up after ${tookMs} ms`);
    }
    return wrong;
  },
  ideal: ({ sleepMs }) => ({ ms: sleepMs, why: "one sleep, while all the others sleep too" }),
  metrics: [
    {
      id: "bytes-per-sleeper",
      title: "Peak resident memory of the process, by sleeper",
      unit: "B",
      better: "lower",
      of: ({ peakRssBytes }, { sleepers }) =>
        peakRssBytes === undefined ? undefined : peakRssBytes / sleepers,
    },
    {
      id: "cpu-per-sleeper",
      title: "CPU time a sleeper",
      unit: "µs",
      better: "lower",
      of: ({ cpuMs }, { sleepers }) => (cpuMs * 1_000) / sleepers,
    },
  ],
});
