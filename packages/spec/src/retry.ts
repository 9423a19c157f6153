// retry: try again, after a growing delay with jitter.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, wrongObservation, wrongWithTasks } from "./tasks.ts";
import { timerSlackMs } from "./timer-slack.ts";

const ms = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 }));

const Call = Schema.Struct({
  /** How many attempts fail before one succeeds. */
  failures: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
  /** How long an attempt takes. */
  pauseMs: ms,
  /** Whether its failures are of the kind that must not be tried again. */
  permanent: Schema.Boolean,
});

export const RetryInput = Schema.Struct({
  /** Made all at once. */
  calls: Schema.Array(Call).check(Schema.isMaxLength(10_000)),
  /** How often a failed call is tried again, at most. */
  retries: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
  /** The first delay; each one after it is `factor` times as long, and never longer than `maxMs`. */
  baseMs: ms,
  factor: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 10 })),
  maxMs: ms,
  /** The share of a delay that is random: from 0 (none) to 1 (all of it). */
  jitter: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })),
  /** The seed of the first call's random shares; each next call's is 1 more. */
  seed: Schema.Int,
  /** A delay that would end later than this after the call began is not begun; null for no such end. */
  withinMs: Schema.NullOr(ms),
  observe,
});

export const RetryOutcome = Schema.Struct({
  ended: Schema.Literals(["done", "failed"]),
  /** What the attempt that succeeded returned: how many attempts had failed before it; null when none succeeded. */
  value: Schema.NullOr(Schema.Int),
});

export const RetryCaller = Schema.Struct({
  attempts: Schema.Int,
  /** The delays between the attempts. */
  delaysMs: Schema.Array(Schema.Finite),
  /** From the call until the caller could continue. */
  tookMs: Schema.Finite,
});

export const RetryOutput = Schema.Struct({
  /** One for each call, in the order of the input. */
  outcomes: Schema.Array(RetryOutcome),
  /** Endings and cleanups are those of all attempts that could be made, call after call. */
  observed: Schema.NullOr(Schema.Struct({ ...Observed.fields, callers: Schema.Array(RetryCaller) })),
});

export type RetryInput = typeof RetryInput.Type;
export type RetryOutcome = typeof RetryOutcome.Type;
export type RetryCaller = typeof RetryCaller.Type;
export type RetryOutput = typeof RetryOutput.Type;

const policy = {
  ...{ retries: 5, baseMs: 2, factor: 2, maxMs: 10, jitter: 0.5, seed: 1, withinMs: null },
  observe: true,
};
const timed = { ...policy, observe: false };
const callsOf = (count: number, failures: readonly number[], pauseMs: number) =>
  Array.from({ length: count }, (_, i) => ({
    failures: failures[i % failures.length] ?? 0,
    pauseMs,
    permanent: false,
  }));

export const retry = defineSpec({
  id: "retry",
  title: "Retry",
  question: "What does another attempt cost, and are its delays what was asked for?",
  origin:
    "Exponential back-off since ALOHA and Ethernet; the jitter since whole fleets of clients came back at once.",
  input: RetryInput,
  output: RetryOutput,
  inputs: {
    test: { ...policy, calls: callsOf(4, [0, 2, 3], 1) },
    "test-permanent": { ...policy, calls: [{ failures: 3, pauseMs: 0, permanent: true }] },
    "test-exhausted": { ...policy, retries: 2, calls: callsOf(2, [9], 0) },
    "test-within": { ...policy, baseMs: 20, maxMs: 20, jitter: 0, withinMs: 30, calls: callsOf(2, [9], 1) },
    bench: { ...timed, baseMs: 0, calls: callsOf(100, [0, 1, 4], 0) },
    "bench-delays": { ...timed, calls: callsOf(64, [1, 2, 3], 0) },
  },
  sweeps: {
    failures: {
      parameter: "failures",
      unit: "failures",
      values: [0, 1, 2, 4],
      at: (failures): RetryInput => ({ ...timed, baseMs: 0, calls: callsOf(100, [failures], 0) }),
    },
  },
  batch: 1,
  primary: "per-attempt",
  oneCall: {
    work: "100 calls at once fail 0, 1 or 4 times before they succeed, without delay; each attempt is one suspension.",
    inModel: {
      promises:
        "A loop with `try`; an attempt is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "`Effect.retry` with a schedule; an attempt is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "The promises' helper around one message each way an attempt; failures come back as data.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "Real retries wait.",
        answer: "They do (`bench-delays`); without delays the machinery itself can be seen.",
      },
    ],
  },
  check(input, { outcomes, observed }) {
    const { calls, withinMs } = input;
    const wrong = wrongObservation(input, observed);
    if (outcomes.length !== calls.length)
      return [...wrong, `${outcomes.length} outcomes of ${calls.length} calls`];
    calls.forEach((call, i) => {
      const { ended, value } = outcomes[i] as RetryOutcome;
      const reachable = mostAttempts(input, call) > call.failures;
      if (ended === "done" && !reachable) wrong.push(`call ${i} succeeded, and cannot`);
      if (ended === "failed" && reachable && withinMs === null) wrong.push(`call ${i} failed, and need not`);
      const expected = ended === "done" ? call.failures : null;
      if (value !== expected) wrong.push(`call ${i} returned ${value}, not ${expected}`);
    });
    return observed === null ? wrong : [...wrong, ...wrongObserved(input, outcomes, observed)];
  },
  ideal(input) {
    const { calls, retries, withinMs } = input;
    const longestMs = calls.map(({ failures, pauseMs, permanent }, i) => {
      const again = permanent ? 0 : Math.min(retries, failures);
      const delays = delaysOf(input, i, again);
      // With an end, how far a call comes depends on what its attempts really take.
      return withinMs === null ? sumOf(delays) + (again + 1) * pauseMs : pauseMs;
    });
    return {
      ms: Math.max(0, ...longestMs),
      why: "all calls at once: the longest, with the delays that follow from its seed",
    };
  },
  metrics: [
    {
      id: "per-attempt",
      title: "Wall time an attempt",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { calls, retries }) => {
        const attempts = calls.reduce((sum, { failures }) => sum + 1 + Math.min(retries, failures), 0);
        return attempts === 0 ? undefined : (wallMs * 1_000) / attempts;
      },
    },
  ],
});

/** How many attempts a call may make when no time limit cuts it short. */
function mostAttempts({ retries }: RetryInput, { failures, permanent }: RetryInput["calls"][number]): number {
  return permanent && failures > 0 ? 1 : Math.min(retries, failures) + 1;
}

function wrongObserved(
  input: RetryInput,
  outcomes: readonly RetryOutcome[],
  observed: NonNullable<RetryOutput["observed"]>,
): string[] {
  const { calls, withinMs } = input;
  const wrong = wrongWithTasks(attemptsOf(input), observed);
  if (observed.callers.length !== calls.length)
    return [...wrong, `${observed.callers.length} callers of ${calls.length} calls were observed`];
  calls.forEach((call, i) => {
    const { failures, pauseMs } = call;
    const { attempts, delaysMs, tookMs } = observed.callers[i] as RetryCaller;
    const add = (what: string) => wrong.push(`call ${i} ${what}`);
    const all = mostAttempts(input, call);
    if (attempts > all || attempts < 1) add(`made ${attempts} attempts, not ${all}`);
    if (attempts < all && withinMs === null) add(`gave up after ${attempts} attempts of ${all}`);
    if ((outcomes[i]?.ended === "done") !== attempts > failures)
      add(`${outcomes[i]?.ended} with ${attempts} attempts, ${failures} of which fail`);
    if (delaysMs.length !== attempts - 1) add(`had ${delaysMs.length} delays between ${attempts} attempts`);
    const due = delaysOf(input, i, delaysMs.length);
    if (delaysMs.join() !== due.join()) add(`was delayed by ${delaysMs.join()} ms, not ${due.join()}`);
    const delayedMs = sumOf(delaysMs);
    if (withinMs !== null && delayedMs > withinMs + timerSlackMs * delaysMs.length)
      add(`was delayed by ${delayedMs} ms in all, of ${withinMs} that were left`);
    const leastMs = delayedMs + attempts * pauseMs;
    if (tookMs < leastMs - timerSlackMs * (attempts + delaysMs.length))
      add(`took ${tookMs} ms, less than its pauses and delays of ${leastMs} ms`);
  });
  return wrong;
}

/** The tasks that stand for all attempts that could be made, call after call. */
function attemptsOf({ calls }: RetryInput) {
  return calls.flatMap(({ failures, pauseMs }) =>
    Array.from({ length: failures + 1 }, (_, i) => ({ pauseMs, value: i, fails: i < failures })),
  );
}

/** The first delays of a call, drawn by mulberry32 (public domain) from its seed. */
function delaysOf(
  { baseMs, factor, maxMs, jitter, seed }: RetryInput,
  call: number,
  count: number,
): number[] {
  let state = (seed + call) | 0;
  let fullMs = Math.min(baseMs, maxMs);
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const delayMs = fullMs * (1 - jitter * (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296));
    fullMs = Math.min(fullMs * factor, maxMs);
    return delayMs;
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
