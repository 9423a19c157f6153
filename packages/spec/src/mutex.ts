// mutex: the lost update, and its cure.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { observe, wrongObservation } from "./tasks.ts";

export const MutexInput = Schema.Struct({
  /** How many update the same count. */
  writers: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 })),
  /** How often each of them adds 1 to it: reads it, waits, and writes what it read and 1. */
  updates: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })),
  /** Between reading and writing; 0 waits for nothing but its next turn. */
  gapMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1_000 })),
  /** Whether an update holds the mutex. */
  guarded: Schema.Boolean,
  observe,
});

export const MutexOutput = Schema.Struct({
  /** What the count is in the end. */
  count: Schema.Int,
  observed: Schema.NullOr(
    Schema.Struct({
      /** How many updates each writer made. */
      updatesMade: Schema.Array(Schema.Int),
      /** The most writers that were between reading and writing at one time. */
      peakInside: Schema.Int,
    }),
  ),
});

export type MutexInput = typeof MutexInput.Type;
export type MutexOutput = typeof MutexOutput.Type;

export const mutex = defineSpec({
  id: "mutex",
  title: "Mutex",
  question: "Where are updates lost, and what does it cost that none is?",
  origin:
    "The lost update of every course on concurrency, which a single thread has too as soon as it awaits.",
  input: MutexInput,
  output: MutexOutput,
  inputs: {
    test: { writers: 4, updates: 5, gapMs: 1, guarded: true, observe: true },
    "test-unguarded": { writers: 4, updates: 5, gapMs: 1, guarded: false, observe: true },
    "test-turns": { writers: 3, updates: 40, gapMs: 0, guarded: true, observe: true },
    "test-one": { writers: 1, updates: 3, gapMs: 0, guarded: false, observe: true },
    bench: { writers: 8, updates: 100, gapMs: 0, guarded: true, observe: false },
    "bench-unguarded": { writers: 8, updates: 100, gapMs: 0, guarded: false, observe: false },
  },
  sweeps: {
    writers: {
      parameter: "writers",
      unit: "writers",
      values: [1, 2, 4, 8, 16, 32],
      at: (writers): MutexInput => ({ writers, updates: 100, gapMs: 0, guarded: true, observe: false }),
    },
  },
  batch: 1,
  primary: "per-update",
  oneCall: {
    work: "8 writers update one count 100 times each under a mutex: read, suspend once, write.",
    inModel: {
      promises:
        "A line of waiters; the suspension is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "Effect's semaphore of one permit; the suspension is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads:
        "A cell of shared memory and `Atomics`; the suspension is one microtask on the writer's own thread.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "On threads one could add atomically, without a mutex.",
        answer: "Right; the mutex stands for an update that is more than an addition.",
      },
    ],
  },
  check(input, { count, observed }, { model }) {
    const { writers, updates, guarded } = input;
    const wrong = wrongObservation(input, observed);
    const all = writers * updates;
    const least = Math.min(1, all);
    if (count < least || count > all) wrong.push(`the count is ${count}, not from ${least} to ${all}`);
    if (guarded || writers === 1) {
      if (count !== all) wrong.push(`${all - count} of ${all} updates were lost`);
    } else if (model === "promises" && all > 0 && count === all) {
      // All of them read before the first one writes; in other models that depends on timing.
      wrong.push("no update was lost, although nothing guards them");
    }
    if (observed === null) return wrong;
    const { updatesMade, peakInside } = observed;
    if (updatesMade.length !== writers) wrong.push(`${updatesMade.length} writers were seen, not ${writers}`);
    updatesMade.forEach((made, writer) => {
      if (made !== updates) wrong.push(`writer ${writer} made ${made} updates, not ${updates}`);
    });
    if (peakInside < least || peakInside > writers)
      wrong.push(`${peakInside} of ${writers} writers were inside`);
    if ((guarded || writers === 1) && peakInside > 1) wrong.push(`${peakInside} writers were inside at once`);
    return wrong;
  },
  ideal({ writers, updates, gapMs, guarded }) {
    const ofOneMs = updates * gapMs;
    if (guarded) return { ms: writers * ofOneMs, why: "all updates one after the other: one gap each" };
    return { ms: ofOneMs, why: "the gaps of one writer, while the others have theirs" };
  },
  metrics: [
    {
      id: "per-update",
      title: "Wall time an update",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { writers, updates }) =>
        updates === 0 ? undefined : (wallMs * 1_000) / (writers * updates),
    },
  ],
});
