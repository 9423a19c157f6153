// What is compared, one check each: an outside program, how its figure is read, and the cell of this project that asks
// the same question. None of their code is here: a program is in a checkout of its own repository, and where none is
// given, a program that was written from its description stands in.
import { fileURLToPath } from "node:url";
import { specs } from "@byturns/spec";

/** The runtimes that a program runs under. */
export type RuntimeId = "node" | "deno" | "bun";

/** An outside figure, and the cell to compare it with. */
export interface Check {
  readonly id: string;
  /** The source: `effect`, `node`, `deno`, `bun`, `published`. */
  readonly of: string;
  /** What one unit is. */
  readonly unit: string;
  /** The repository, its program, and where it is described. */
  readonly source: string;
  readonly runtimes: readonly RuntimeId[];
  /** The checkout that holds the program; undefined if nothing but a description was published. */
  readonly checkout?: string;
  /** The arguments after the runtime's binary, to run the program of a checkout. */
  arguments(checkout: string, runtime: RuntimeId): readonly string[];
  /** The arguments for the program that was written from its description. */
  described(runtime: RuntimeId): readonly string[];
  /**
   * Microseconds of one unit, from what the program printed.
   *
   * @param wallMs how long the whole process took.
   * @throws Error if it printed no such figure.
   */
  read(printed: string, wallMs: number): number;
  /** Our cell. */
  readonly ours: OurCell;
  /** Why the two may differ, known before they are measured. */
  readonly differs: string;
}

/** A cell of this project, with an input that matches the outside program. */
interface OurCell {
  readonly example: string;
  readonly model: string;
  readonly input: unknown;
  /** How many units one call has. */
  readonly units: number;
  readonly threads?: number;
  /** Whether the start of the process counts, as it does in theirs. */
  readonly withStart?: boolean;
}

const tasksOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ pauseMs: 0, value: i, fails: false }));
const { bench: mapInput } = specs["bounded-map"].inputs;
const { bench: timersInput } = specs.timers.inputs;
const { bench: spawnInput } = specs["spawn-join"].inputs;
const { bench: fairInput } = specs.fairness.inputs;
const { bench: fibInput } = specs.fib.inputs;
const mapOf = (count: number, limit: number) => ({ ...mapInput, tasks: tasksOf(count), limit });

/** Calls of fib(n), itself included. */
export function callsOfFib(n: number): number {
  let [calls, before] = [1, 1];
  for (let i = 2; i <= n; i++) [calls, before] = [1 + calls + before, calls];
  return calls;
}

const deno = ["run", "--allow-all", "--no-prompt"];
const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.mjs`, import.meta.url));
const words = (runtime: RuntimeId, ...args: string[]) => (runtime === "deno" ? [...deno, ...args] : args);

const poolDiffers =
  "ours is a task of a pool, which matches each answer to its call, settles a promise, and can be canceled; both sides look for messages for a while before they sleep";

const effectBenchmark = (workload: string, id: string, ours: OurCell, differs: string): Check => ({
  id,
  of: "effect",
  unit: "fiber",
  source: `Effect-TS/effect, packages/effect/benchmark/fiber, workload ${workload}`,
  runtimes: ["node", "deno", "bun"],
  checkout: "effect",
  arguments: (checkout, runtime) =>
    words(
      runtime,
      `${checkout}/packages/effect/benchmark/fiber/worker.mts`,
      ...["--root", checkout, "--workload", workload, "--time", "400", "--warmup", "200", "--json"],
    ),
  described: (runtime) => words(runtime, program("fibers"), workload),
  read: (printed) => numberIn(printed, "medianNs") / 1_000 / ours.units,
  ours,
  differs,
});

/** Every check, in the order of the table. */
export const checks: readonly Check[] = [
  effectBenchmark(
    "forEach-bounded",
    "effect-for-each",
    { example: "bounded-map", model: "fibers", input: mapOf(10_000, 16), units: 10_000 },
    "theirs adds an Effect.sync to each task; the version is that of the checkout",
  ),
  effectBenchmark(
    "fork-fanout-join-all",
    "effect-fork-join",
    { example: "spawn-join", model: "fibers", input: { ...spawnInput, tasks: 10_000 }, units: 10_000 },
    "theirs joins with Fiber.joinAll, ours one after the other",
  ),
  {
    id: "node-timers",
    of: "node",
    unit: "timer of 1 ms",
    source: "nodejs/node, benchmark/timers/timers-depth.js",
    runtimes: ["node"],
    checkout: "node",
    arguments: (checkout) => [`${checkout}/benchmark/timers/timers-depth.js`, "thousands=1"],
    described: (runtime) => words(runtime, program("timers-depth")),
    // Thousands of timers a second.
    read: (printed) => 1e6 / (1_000 * lastNumber(printed)),
    ours: {
      example: "timers",
      model: "promises",
      input: { ...timersInput, delayMs: 1, count: 200, others: 0 },
      units: 200,
    },
    differs: "ours awaits a promise for each timer",
  },
  {
    id: "node-messages",
    of: "node",
    unit: "round trip by message to a thread",
    source: "nodejs/node, benchmark/worker/echo.js",
    runtimes: ["node"],
    checkout: "node",
    arguments: (checkout) => [
      `${checkout}/benchmark/worker/echo.js`,
      ...["workers=1", "payload=string", "sendsPerBroadcast=1", "n=20000"],
    ],
    described: (runtime) => words(runtime, program("echo")),
    read: (printed) => 1e6 / lastNumber(printed),
    ours: { example: "bounded-map", model: "threads", input: mapOf(1_000, 1), units: 1_000, threads: 1 },
    differs: poolDiffers,
  },
  {
    id: "bun-messages",
    of: "bun",
    unit: "round trip by message to a thread",
    source: "oven-sh/bun, bench/libuv-removal/eventloop-worker-pingpong.mjs",
    runtimes: ["bun", "node"],
    checkout: "bun",
    arguments: (checkout) => [`${checkout}/bench/libuv-removal/eventloop-worker-pingpong.mjs`],
    described: (runtime) => words(runtime, program("echo")),
    read: (printed) => numberIn(printed, "us_per_rt"),
    ours: { example: "bounded-map", model: "threads", input: mapOf(1_000, 1), units: 1_000, threads: 1 },
    differs: poolDiffers,
  },
  {
    id: "bun-immediates",
    of: "bun",
    unit: "turn of the loop",
    source: "oven-sh/bun, bench/libuv-removal/eventloop-setimmediate-chain.mjs",
    runtimes: ["bun", "node"],
    checkout: "bun",
    arguments: (checkout) => [`${checkout}/bench/libuv-removal/eventloop-setimmediate-chain.mjs`],
    described: (runtime) => words(runtime, program("immediates")),
    read: (printed) => numberIn(printed, "imm_ns_per_iter_med") / 1_000,
    ours: {
      example: "fairness",
      model: "promises",
      input: { ...fairInput, tasks: 1, turns: 5_000, units: 0, between: "giving-way" },
      units: 5_000,
    },
    differs: "ours awaits a promise for each immediate",
  },
  {
    id: "deno-workers",
    of: "deno",
    unit: "whole program: 4 threads, 1,600 round trips",
    source: "denoland/deno, tests/testdata/workers/bench_round_robin.ts",
    runtimes: ["deno"],
    checkout: "deno",
    arguments: (checkout) => [...deno, `${checkout}/tests/testdata/workers/bench_round_robin.ts`],
    described: (runtime) => words(runtime, program("round-robin")),
    read: (printed, wallMs) => {
      if (!printed.includes("Finished!"))
        throw new Error(`It printed no "Finished!": ${printed.slice(0, 200)}`);
      return wallMs * 1_000;
    },
    ours: {
      example: "bounded-map",
      model: "threads",
      input: mapOf(1_600, 4),
      units: 1,
      threads: 4,
      withStart: true,
    },
    differs:
      "theirs starts web workers, waits for all four after each message, and checks no types; ours starts a host too",
  },
  {
    id: "published-async-fib",
    of: "published",
    unit: "awaited call",
    source:
      "oven-sh/bun#32208: fib(28) took 71 ms under Node, 91 under Deno and 119 under Bun on an Apple M4",
    runtimes: ["node", "deno", "bun"],
    arguments: (_, runtime) => words(runtime, program("async-fib")),
    described: (runtime) => words(runtime, program("async-fib")),
    read: (printed) => (numberIn(printed, "medianMs") * 1_000) / callsOfFib(28),
    ours: {
      example: "fib",
      model: "promises",
      input: { ...fibInput, n: 18, pause: "none", pauseMs: 0, calls: "sequential" },
      units: callsOfFib(18),
    },
    differs: "ours looks at its signal in each call, and counts the calls",
  },
];

/** The number behind a key of the last JSON object that was printed. */
export function numberIn(printed: string, key: string): number {
  const line = printed
    .trimEnd()
    .split("\n")
    .findLast((one) => one.startsWith("{"));
  const value: unknown = line === undefined ? undefined : (JSON.parse(line) as Record<string, unknown>)[key];
  if (typeof value !== "number" || !(value > 0)) {
    throw new Error(`It printed no number ${key} > 0: ${printed.slice(0, 200)}`);
  }
  return value;
}

/** The number at the end of the last line, as Node's benchmarks print it: `timers/timers-depth.js thousands=1: 0.87`. */
export function lastNumber(printed: string): number {
  const found = /:\s*([\d.,]+)\s*$/.exec(printed.trimEnd())?.[1]?.replaceAll(",", "");
  const value = Number(found);
  if (found === undefined || !(value > 0)) {
    throw new Error(`It printed no figure at its end: ${printed.slice(-200)}`);
  }
  return value;
}
