// A run that nobody made: the figures of its cells are given, and everything else follows from them.
import type { Environment, ForkRecord, Measurement, Plan, Trace } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import type { Evidence } from "../src/model.ts";

export interface MadeUpCell {
  readonly example?: string;
  readonly input?: string;
  readonly model: string;
  readonly runtime: string;
  /** Milliseconds, a fork each. */
  readonly wallMs?: readonly number[];
  /** What its outputs were read by, by the reading's id; the same in every fork where it is one figure. */
  readonly readings?: Readonly<Record<string, number | readonly number[]>>;
  readonly unsupported?: string;
  readonly wrong?: string;
  readonly trace?: Trace;
  /** The input is one of a sweep, at this value. */
  readonly at?: number;
  /** Of which parameter; default: of tasks. */
  readonly sweep?: { readonly name: string; readonly parameter: string; readonly unit: string };
}

export interface MadeUp {
  readonly cells: readonly MadeUpCell[];
  readonly profile?: "smoke" | "quick" | "full";
  readonly printed?: string;
  readonly question?: string;
}

export function madeUp({
  cells,
  profile = "full",
  printed = "",
  question = "What does it cost?",
}: MadeUp): Evidence {
  const full = cells.map((cell) => {
    const { example = "say-after", at, sweep = { name: "tasks", parameter: "tasks", unit: "" } } = cell;
    const { input = at === undefined ? "bench" : `${sweep.name}=${at}` } = cell;
    return { ...cell, example, input, sweep, id: [example, input, cell.model, cell.runtime].join("/") };
  });
  const distinct = <A>(values: readonly A[]) => [...new Set(values)];
  const runtimes = distinct(full.map(({ runtime }) => runtime));
  const groups = Map.groupBy(full, ({ example, input }) => JSON.stringify([example, input]));
  const plan: Plan = {
    schema: 2,
    id: "made-up",
    madeAt: "2026-01-02T03:04:05.000Z",
    suite: "main",
    profile: { name: profile, forks: 15, resourceForks: 3, warmUpMs: 150, measureMs: 350 },
    seed: 7,
    threads: 2,
    timeLimitMs: 30_000,
    models: distinct(full.map(({ model }) => model)),
    runtimes: runtimes.map((id) => ({ key: `${id}@1.2.3`, id, title: id, version: "1.2.3", path: id })),
    cases: [...groups.values()].flatMap(([first]) =>
      first === undefined
        ? []
        : [
            {
              example: first.example,
              input: first.input,
              question,
              value: { n: 1 },
              ideal: { ms: 10, why: "the longest delay" },
              batch: 1,
              ...(first.at === undefined ? {} : { sweep: { ...first.sweep, value: first.at } }),
            },
          ],
    ),
    cells: full.map(({ id, example, input, model, runtime, unsupported }) => ({
      id,
      example,
      input,
      model,
      runtime: `${runtime}@1.2.3`,
      ...(unsupported === undefined ? {} : { unsupported }),
    })),
    rounds: [],
  };
  const environment: Environment = {
    schema: 2,
    machines: [
      {
        id: "m",
        platform: "linux",
        arch: "x64",
        kernel: "6.1",
        cpu: "A processor",
        cores: 2,
        usableCores: 2,
        memoryBytes: 2 ** 34,
        load: 0.1,
        conditions: [],
        seenAt: "2026-01-02T03:04:05.000Z",
      },
    ],
  };
  const forks = full.flatMap(({ id, wallMs = [], wrong, readings = {} }) =>
    wallMs.map((ms, round): ForkRecord => {
      const measurement = measured(ms);
      return {
        plan: "made-up",
        cell: id,
        kind: "time",
        round,
        position: 0,
        attempt: 1,
        machine: "m",
        startedAt: "2026-01-02T03:04:05.000Z",
        wallMs: 500,
        command: ["node", "--expose-gc", "main.ts"],
        exitCode: 0,
        exitSignal: null,
        stdout: printed,
        stderr: "",
        outcome:
          wrong === undefined
            ? {
                _tag: "done",
                measurement,
                readings: Object.fromEntries(
                  Object.entries(readings).map(([name, of]) => [
                    name,
                    typeof of === "number" ? of : (of[round] ?? 0),
                  ]),
                ),
              }
            : { _tag: "wrong", wrong: [wrong], measurement },
      };
    }),
  );
  return {
    plan,
    environment,
    forks,
    skipped: [],
    missing: 0,
    traces: new Map(
      full.flatMap(({ id, trace }) =>
        trace === undefined ? [] : [[id, { schema: 2 as const, cell: id, round: 0, trace }]],
      ),
    ),
    summary: summarize(factsOf({ plan, forks })),
  };
}

function measured(ms: number): Measurement {
  return {
    versions: { engine: "V8 1" },
    startUpMs: 50,
    openMs: 60,
    firstCallMs: ms * 2,
    wall: {
      samples: 1,
      minMs: ms,
      p25Ms: ms,
      medianMs: ms,
      p75Ms: ms,
      p99Ms: ms,
      maxMs: ms,
      meanMs: ms,
      everyNth: 1,
      samplesMs: [ms],
    },
    calls: 1,
    cpuUserMs: ms / 2,
    cpuSystemMs: 0,
    voluntarySwitches: 0,
    involuntarySwitches: 0,
    peakRssBytes: 5e7,
    openRssBytes: 4e7,
    uncheckedCalls: 0,
  };
}

/** Fifteen forks around a center, the same every time. */
export function around(center: number, spread = 0.01): number[] {
  return Array.from({ length: 15 }, (_, i) => center * (1 + spread * Math.sin(i * 2.4)));
}

/** Three models on three runtimes, with one cell that is unsupported and one that is wrong. */
export function nineCells(): Evidence {
  const trace = (at: number): Trace => ({
    wallMs: 20 + at,
    spans: [
      { task: "hello", state: "waiting", lane: "main", startMs: 0.2, endMs: 10.4 },
      { task: "world", state: "waiting", lane: "main", startMs: 0.3, endMs: 20.4 + at },
      { task: "reader", state: "running", lane: "thread 1", startMs: 1, endMs: 8 },
      { task: "reader", state: "blocking", lane: "thread 1", startMs: 8, endMs: 15 },
    ],
    lines: [
      { atMs: 10.5, text: "hello" },
      { atMs: 20.5 + at, text: "world" },
    ],
  });
  const models = ["promises", "fibers", "threads"];
  const runtimes = ["node", "deno", "bun"];
  const cells: MadeUpCell[] = models.flatMap((model, m) =>
    runtimes.flatMap((runtime, r): MadeUpCell[] => [
      model === "threads" && runtime === "bun"
        ? { model, runtime, unsupported: "Bun ignores resourceLimits" }
        : { model, runtime, wallMs: around(10 * (1 + m * 0.5) * (1 + r * 0.02)), trace: trace(m) },
      {
        model,
        runtime,
        input: "bench-sequential",
        wallMs: around(30 * (1 + m * 2) * (1 + r * 0.3), 0.03),
        ...(model === "fibers" && runtime === "deno"
          ? { wrong: 'said were ["hello"], not each of ["hello","world"] once' }
          : {}),
      },
    ]),
  );
  return madeUp({ cells, printed: "Error: it went wrong\n    at main.ts:1" });
}

/** Three models along a sweep: one that costs as it goes, one that costs a start and then little. */
export function sweptCells(): Evidence {
  const cost: Readonly<Record<string, (tasks: number) => number>> = {
    promises: (tasks) => tasks * 0.001,
    fibers: (tasks) => tasks * 0.004,
    threads: (tasks) => 2 + tasks * 0.0004,
  };
  return madeUp({
    cells: ["node", "deno", "bun"].flatMap((runtime, r) =>
      Object.entries(cost).flatMap(([model, of]) =>
        [100, 1_000, 10_000, 100_000].map((at) => ({
          model,
          runtime,
          at,
          example: "spawn-join",
          wallMs: around(of(at) * (1 + r * 0.2)),
        })),
      ),
    ),
  });
}
