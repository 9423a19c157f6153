// single-flight: many callers ask for the same, one call is made, and all get its result.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";
import { Observed, observe, Task, tasksOf, wrongObservation, wrongWithTasks } from "./tasks.ts";

const Callers = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 }));

export const SingleFlightInput = Schema.Struct({
  /** What there is to be called: one task a key, which is its place. */
  calls: Schema.Array(Task).check(Schema.isMaxLength(1_000)),
  /** How many ask for each key, all at once. */
  callers: Callers,
  /** How many of them do not wait for the answer longer than `leaveMs`. */
  leavers: Callers,
  leaveMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
  observe,
});

const Answers = Schema.Struct({
  /** How many callers got the call's result, its failure, or left before. */
  results: Schema.Int,
  failures: Schema.Int,
  left: Schema.Int,
});

export const SingleFlightOutput = Schema.Struct({
  /** One for each key. */
  answers: Schema.Array(Answers),
  observed: Schema.NullOr(Observed),
});

export type SingleFlightInput = typeof SingleFlightInput.Type;
export type SingleFlightOutput = typeof SingleFlightOutput.Type;

export const singleFlight = defineSpec({
  id: "single-flight",
  title: "Single flight",
  question: "What does it cost to share one call among all who ask, and who may cancel it?",
  origin: "Go's golang.org/x/sync/singleflight; the herd that meets a cold cache.",
  input: SingleFlightInput,
  output: SingleFlightOutput,
  inputs: {
    test: { calls: tasksOf(4, [5, 1, 0], [1]), callers: 20, leavers: 0, leaveMs: 0, observe: true },
    "test-leaving": { calls: tasksOf(3, [30, 1]), callers: 8, leavers: 3, leaveMs: 5, observe: true },
    "test-abandoned": { calls: tasksOf(2, [60]), callers: 4, leavers: 4, leaveMs: 3, observe: true },
    bench: { calls: tasksOf(10, [0]), callers: 100, leavers: 0, leaveMs: 0, observe: false },
  },
  sweeps: {
    callers: {
      parameter: "callers",
      unit: "callers",
      values: [1, 10, 100, 1_000],
      each: "caller",
      at: (callers): SingleFlightInput => ({
        ...{ calls: tasksOf(10, [0]), callers, leavers: 0, leaveMs: 0, observe: false },
      }),
    },
  },
  batch: 1,
  primary: "per-caller",
  oneCall: {
    work: "100 callers ask for each of 10 keys at once, and 10 calls are made; each call is one suspension.",
    inModel: {
      promises:
        "A promise a caller; the call is an `await` of a resolved promise: one turn of the microtask queue.",
      fibers:
        "A fiber a caller, waiting on one deferred; the call is `Effect.yieldNow`: one turn of Effect's scheduler.",
      threads: "10 messages each way; the callers wait on the main thread.",
    },
    objections: [
      {
        objection: "A pause of 0 is not the same thing in the three models.",
        answer:
          "Admitted: it is the cheapest suspension that each has. A microtask is not a turn of a scheduler, and neither is a message; that difference is what is shown.",
      },
      {
        objection: "Counting who got what is bookkeeping.",
        answer: "It is two additions a caller, and the only way to see in every call that all were answered.",
      },
    ],
  },
  check(input, { answers, observed }) {
    const { calls, callers, leavers } = input;
    const wrong = wrongObservation(input, observed);
    if (answers.length !== calls.length)
      return [...wrong, `${answers.length} keys were answered, of ${calls.length}`];
    const someLeave = Math.min(leavers, callers);
    calls.forEach(({ fails }, key) => {
      const { results, failures, left } = answers[key] as typeof Answers.Type;
      const add = (what: string) => wrong.push(`key ${key}: ${what}`);
      if (results + failures + left !== callers)
        add(`${results + failures + left} of ${callers} callers went on`);
      if (left > someLeave) add(`${left} callers left, and only ${someLeave} may`);
      if (results > 0 && fails) add(`${results} results of a call that fails`);
      if (failures > 0 && !fails) add(`${failures} failures of a call that succeeds`);
    });
    if (observed === null) return wrong;
    wrong.push(...wrongWithTasks(calls, observed));
    calls.forEach((_, key) => {
      const { results, failures } = answers[key] as typeof Answers.Type;
      const ending = observed.endings[key];
      const add = (what: string) => wrong.push(`key ${key}: ${what}`);
      if (results > 0 && ending !== "done") add(`${results} results of a call that ended ${ending}`);
      if (failures > 0 && ending !== "failed") add(`${failures} failures of a call that ended ${ending}`);
      if (someLeave < callers && (ending === "canceled" || ending === "not started"))
        add(`the call ended ${ending}, although some callers waited for it`);
    });
    return wrong;
  },
  ideal({ calls, callers, leavers, leaveMs }) {
    const longestMs = calls.reduce((longest, { pauseMs }) => Math.max(longest, pauseMs), 0);
    if (callers === 0) return { ms: 0, why: "nobody asks" };
    if (leavers >= callers) return { ms: Math.min(longestMs, leaveMs), why: "everybody leaves" };
    return { ms: longestMs, why: "all calls pass at once: the longest" };
  },
  metrics: [
    {
      id: "per-caller",
      title: "Wall time a caller",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { calls, callers }) =>
        calls.length * callers === 0 ? undefined : (wallMs * 1_000) / (calls.length * callers),
    },
  ],
});
