// fib: Fibonacci's recursion, whose every call pauses once; the article's measure of what tasks gain.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const FibInput = Schema.Struct({
  n: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 30 })),
  /** How long each call pauses; nothing where it pauses not at all. */
  pauseMs: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60_000 })),
  /** `blocks` holds its thread meanwhile, `yields` lets go of it, `none` makes no pause. */
  pause: Schema.Literals(["blocks", "yields", "none"]),
  /** A call awaits its first child and then its second, or has both as tasks at once. */
  calls: Schema.Literals(["sequential", "tasks"]),
});

export const FibOutput = Schema.Struct({
  value: Schema.Int,
  /** How many calls were made. */
  calls: Schema.Int,
});

export type FibInput = typeof FibInput.Type;
export type FibOutput = typeof FibOutput.Type;

export const fib = defineSpec({
  id: "fib",
  title: "Fibonacci",
  question: "What do tasks gain when they block, when they yield, when they compute?",
  origin:
    "The article's fib(10), 0.1 s a call: 55 in 177 calls; 17.7 s blocking, tasks or not; 1 s when it yields.",
  input: FibInput,
  output: FibOutput,
  inputs: {
    article: { n: 10, pauseMs: 100, pause: "blocks", calls: "sequential" },
    "article-tasks": { n: 10, pauseMs: 100, pause: "blocks", calls: "tasks" },
    "article-yields": { n: 10, pauseMs: 100, pause: "yields", calls: "tasks" },
    test: { n: 5, pauseMs: 1, pause: "blocks", calls: "sequential" },
    "test-tasks": { n: 5, pauseMs: 1, pause: "blocks", calls: "tasks" },
    "test-yields": { n: 5, pauseMs: 1, pause: "yields", calls: "tasks" },
    "test-yields-sequential": { n: 3, pauseMs: 1, pause: "yields", calls: "sequential" },
    "test-none": { n: 7, pauseMs: 0, pause: "none", calls: "tasks" },
    "test-none-sequential": { n: 7, pauseMs: 0, pause: "none", calls: "sequential" },
    "test-smallest": { n: 0, pauseMs: 1, pause: "blocks", calls: "tasks" },
    bench: { n: 6, pauseMs: 1, pause: "blocks", calls: "tasks" },
    "bench-sequential": { n: 6, pauseMs: 1, pause: "blocks", calls: "sequential" },
    "bench-yields": { n: 6, pauseMs: 1, pause: "yields", calls: "tasks" },
    "bench-none": { n: 12, pauseMs: 0, pause: "none", calls: "tasks" },
  },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "Fibonacci by naive recursion: every call pauses as its input asks (1 ms with `bench`), then calls itself twice.",
    inModel: {
      promises: "An async function a call; a pause that blocks keeps the only thread.",
      fibers: "An effect a call, a fiber where calls are tasks; a pause that blocks keeps the only thread.",
      threads: "A message each way a call; threads sleep side by side.",
    },
    objections: [
      {
        objection: "Nobody computes Fibonacci this way.",
        answer: "True: it is the article's recursion, taken because the number of its calls is known.",
      },
    ],
  },
  check(input, output) {
    const wrong: string[] = [];
    const value = fibonacci(input.n);
    if (output.value !== value) wrong.push(`fib(${input.n}) was ${output.value}, not ${value}`);
    const calls = callsOf(input.n);
    if (output.calls !== calls) wrong.push(`fib(${input.n}) made ${output.calls} calls, not ${calls}`);
    return wrong;
  },
  ideal({ n, pauseMs, pause, calls }, threads) {
    const count = callsOf(n);
    const levels = Math.max(n, 1);
    if (pause === "none") {
      return { ms: undefined, why: `${count} calls that only compute: how long is the processor's business` };
    }
    if (calls === "sequential") {
      return { ms: count * pauseMs, why: `one call after another: ${count} pauses` };
    }
    if (pause === "yields") {
      return { ms: levels * pauseMs, why: `each call waits for its children: ${levels} levels of pauses` };
    }
    const turns = Math.max(Math.ceil(count / threads), levels);
    return {
      ms: turns * pauseMs,
      why: `${count} pauses that hold a thread each, on ${threads}: ${turns} turns`,
    };
  },
  metrics: [
    {
      id: "cpu-per-call",
      title: "CPU time per call",
      unit: "µs",
      better: "lower",
      of: ({ cpuMs }, { n }) => (cpuMs * 1_000) / callsOf(n),
    },
  ],
});

function fibonacci(n: number): number {
  let [value, next] = [0, 1];
  for (let i = 0; i < n; i++) [value, next] = [next, value + next];
  return value;
}

/** A call for every leaf, of which there are fib(n + 1), and one for every addition that joins two. */
function callsOf(n: number): number {
  return 2 * fibonacci(n + 1) - 1;
}
