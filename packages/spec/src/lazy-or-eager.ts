// lazy-or-eager: when a coroutine begins. The one example whose right answer differs by model.
import * as Schema from "effect/Schema";
import { defineSpec, type RunInfo } from "./spec.ts";

/**
 * - `call`: the coroutine is called.
 * - `spawn`: the result of the call is passed to the scheduler, if there is anything left to pass.
 * - `turn`: the caller yields until a task could have begun, yielded itself, and ended.
 * - `await`: the caller waits for the result.
 */
export const LazyOrEagerStep = Schema.Literals(["call", "spawn", "turn", "await"]);

const order = /^call( turn)*( spawn( turn)*)?( await( turn)*)?$/;

export const LazyOrEagerInput = Schema.Struct({
  steps: Schema.Array(LazyOrEagerStep).check(
    Schema.isMaxLength(16),
    Schema.makeFilter((steps) =>
      order.test(steps.join(" "))
        ? undefined
        : "must begin with the one call, then at most one spawn and at most one await, in this order, and turns between",
    ),
  ),
});

/** The caller's events are in the past tense, after the step; the coroutine's own are `begins` and `ends`. */
export const LazyOrEagerEvent = Schema.Literals(["called", "spawned", "turned", "awaited", "begins", "ends"]);

export const LazyOrEagerOutput = Schema.Struct({
  /** What happened to the model's own kind of coroutine: it begins, yields once, and ends. */
  events: Schema.Array(LazyOrEagerEvent),
  /** What happened to a generator that does the same, driven as coroutines once were. */
  generator: Schema.Array(LazyOrEagerEvent),
});

export type LazyOrEagerStep = typeof LazyOrEagerStep.Type;
export type LazyOrEagerEvent = typeof LazyOrEagerEvent.Type;
export type LazyOrEagerInput = typeof LazyOrEagerInput.Type;
export type LazyOrEagerOutput = typeof LazyOrEagerOutput.Type;

/** What a model documents of its coroutines. */
interface Documented {
  readonly begins: "at its call" | "when driven" | "after the spawn" | "on another thread";
  /** What becomes of a coroutine that has begun, or is to begin, when its caller ends without awaiting it. */
  readonly left: "ends" | "interrupted";
}

const documented: Readonly<Record<string, { readonly own: Documented; readonly generator: Documented }>> = {
  // An async function runs in its caller up to its first await. Nothing can stop it from continuing.
  promises: {
    own: { begins: "at its call", left: "ends" },
    generator: { begins: "when driven", left: "ends" },
  },
  // An effect is a value. A child fiber is scheduled, begins when its parent yields, and is interrupted with it. The
  // driver of a generator is `Effect.gen`, which makes an effect of it.
  fibers: {
    own: { begins: "after the spawn", left: "interrupted" },
    generator: { begins: "after the spawn", left: "interrupted" },
  },
  // A task is posted by its call, and begins on another thread, which waits for no step of the caller. A generator
  // cannot be posted; it is called and driven on one thread.
  threads: {
    own: { begins: "on another thread", left: "ends" },
    generator: { begins: "when driven", left: "ends" },
  },
};

export const lazyOrEager = defineSpec({
  id: "lazy-or-eager",
  title: "Lazy or eager",
  question: "When does a coroutine begin: when it is called, awaited, or spawned?",
  origin:
    "The article's coroutine, which does nothing when it is called; and the generators that came before it.",
  input: LazyOrEagerInput,
  output: LazyOrEagerOutput,
  inputs: {
    test: { steps: ["call", "turn", "spawn", "turn", "await"] },
    "test-call": { steps: ["call"] },
    "test-call-turn": { steps: ["call", "turn"] },
    "test-await": { steps: ["call", "await"] },
    "test-spawn": { steps: ["call", "spawn"] },
    "test-spawn-turn": { steps: ["call", "spawn", "turn"] },
    "test-spawn-await": { steps: ["call", "spawn", "await"] },
    article: { steps: ["call", "turn", "spawn", "turn", "await"] },
    bench: { steps: ["call", "spawn", "await"] },
  },
  batch: 8,
  primary: "wallMs",
  oneCall: {
    work: "A coroutine is called, spawned and awaited, and then a generator that does the same; each notes the order of its events.",
    inModel: {
      promises: "An async function, and a generator with a driver; one turn of the loop each.",
      fibers: "An effect forked as a child, and `Effect.gen`; one yield each.",
      threads:
        "A task on a thread, and a generator on one thread; the thread notes its events in shared memory, which its message carries.",
    },
    objections: [
      {
        objection: "The events are bookkeeping, and they are timed.",
        answer:
          "Admitted: the order of events is the question itself. The time is shown for completeness; on Deno the shared memory in the message is a good part of it.",
      },
    ],
  },
  check({ steps }, { events, generator }, { model }: RunInfo) {
    const of = documented[model];
    if (of === undefined) return [`nothing is documented of when a coroutine of ${model} begins`];
    return [
      ...wrongIn("coroutine", steps, events, of.own),
      ...wrongIn("generator", steps, generator, of.generator),
    ];
  },
  ideal: () => ({
    ms: undefined,
    why: "nothing here waits for a time or computes: what is left is the model's cost",
  }),
  metrics: [],
});

function wrongIn(
  what: string,
  steps: readonly LazyOrEagerStep[],
  events: readonly LazyOrEagerEvent[],
  { begins, left }: Documented,
): string[] {
  if (begins === "on another thread") return wrongOnThread(what, steps, events);
  const expected = expectedOf(steps, begins, left);
  if (events.join(" ") === expected.join(" ")) return [];
  return [`the events of the ${what} were ${events.join(", ")}, not ${expected.join(", ")}`];
}

/** The one order of events where caller and coroutine share a thread. */
function expectedOf(
  steps: readonly LazyOrEagerStep[],
  begins: Documented["begins"],
  left: Documented["left"],
): LazyOrEagerEvent[] {
  const events: LazyOrEagerEvent[] = [];
  let spawned = false;
  const happens = (event: LazyOrEagerEvent) => {
    if (!events.includes(event)) events.push(event);
  };
  for (const step of steps) {
    const gaveWay = step === "turn" || step === "await";
    if (step === "spawn") spawned = true;
    if (begins === "at its call" || (begins === "when driven" && spawned)) happens("begins");
    if (gaveWay && (step === "await" || spawned || events.includes("begins"))) {
      happens("begins");
      happens("ends");
    }
    events.push(after[step]);
  }
  if (left === "ends" && events.includes("begins")) happens("ends");
  return events;
}

/** On another thread only what waits for another is in order. */
function wrongOnThread(
  what: string,
  steps: readonly LazyOrEagerStep[],
  events: readonly LazyOrEagerEvent[],
): string[] {
  const wrong: string[] = [];
  const callers = events.filter((event) => event !== "begins" && event !== "ends");
  const expected = steps.map((step) => after[step]);
  if (callers.join(" ") !== expected.join(" ")) {
    wrong.push(
      `the caller's events beside the ${what} were ${callers.join(", ")}, not ${expected.join(", ")}`,
    );
  }
  const own = events.filter((event) => event === "begins" || event === "ends");
  if (own.join(" ") !== "begins ends")
    wrong.push(`the ${what} did not begin once and end once: ${own.join(", ")}`);
  else if (events.includes("awaited") && events.indexOf("ends") > events.indexOf("awaited")) {
    wrong.push(`the ${what} was awaited before it ended`);
  }
  return wrong;
}

const after = { call: "called", spawn: "spawned", turn: "turned", await: "awaited" } as const;
