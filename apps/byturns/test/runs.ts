// Runs made from figures, for tests of reports about runs.
import type { ForkRecord, Measurement, Plan, Run } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";

import type { RunWithFacts } from "../src/compare/cells-seen.ts";

/** A cell's forks: a median in milliseconds each, or what was wrong. */
export type CellForks = Readonly<Record<string, readonly (number | string)[]>>;

/**
 * A run of say-after's `bench` input; cells are named `promises/node@26.0.0`. With `steadyMs` it has under each runtime
 * an A/A pair of the model `steady`, with medians around that.
 */
export function runOf(
  given: CellForks,
  changes: { plan?: Partial<Plan>; machine?: string; name?: string; steadyMs?: number | undefined } = {},
): RunWithFacts {
  const { steadyMs } = changes;
  const keys = [...new Set(Object.keys(given).map((name) => name.split("/")[1] as string))];
  const length = Math.max(...Object.values(given).map((forks) => forks.length));
  const pairs = steadyMs === undefined ? [] : keys.flatMap((key) => [`steady/${key}`, `steady/${key}/again`]);
  const cells: CellForks = {
    ...given,
    ...Object.fromEntries(pairs.map((name) => [name, around(steadyMs ?? 1, length)])),
  };
  const names = Object.keys(cells).map((name) => name.split("/") as [string, string, string?]);
  const runtimes = [...new Set(names.map(([, runtime]) => runtime))];
  const most = Math.max(...Object.values(cells).map((forks) => forks.length));
  const plan: Plan = {
    schema: 2,
    id: "test",
    madeAt: "2026-01-01T00:00:00.000Z",
    suite: "main",
    profile: { name: "full", forks: most, resourceForks: 0, warmUpMs: 150, measureMs: 350 },
    seed: 1,
    threads: 2,
    timeLimitMs: 30_000,
    models: [...new Set(names.map(([model]) => model))],
    runtimes: runtimes.map((key) => {
      const [id = "", version = ""] = key.split("@");
      return { key, id, title: id, version, path: `/bin/${id}` };
    }),
    cases: [
      {
        example: "say-after",
        input: "bench",
        question: "?",
        value: {},
        ideal: { ms: 20, why: "" },
        batch: 1,
      },
    ],
    cells: names.map(([model, runtime, again]) => ({
      id: `say-after/bench/${model}/${runtime}${again === undefined ? "" : `/${again}`}`,
      ...(again === undefined ? {} : { duplicateOf: `say-after/bench/${model}/${runtime}` }),
      example: "say-after",
      input: "bench",
      model,
      runtime,
    })),
    rounds: Array.from({ length: most }, () => ({ kind: "time", order: names.map((_, i) => i) })),
    ...changes.plan,
  };
  const machine = changes.machine ?? "here";
  const forks = Object.entries(cells).flatMap(([name, medians]) =>
    medians.map(
      (median, round): ForkRecord => ({
        plan: "test",
        cell: `say-after/bench/${name}`,
        kind: "time",
        round,
        position: 0,
        attempt: 1,
        machine,
        startedAt: "2026-01-01T00:00:00.000Z",
        wallMs: 500,
        command: [],
        exitCode: 0,
        exitSignal: null,
        stdout: "",
        stderr: "",
        outcome:
          typeof median === "number"
            ? { _tag: "done", measurement: measured(median) }
            : { _tag: "wrong", wrong: [median], measurement: measured(1) },
      }),
    ),
  );
  const run: Run = {
    folder: "run",
    plan,
    environment: {
      schema: 2,
      machines: [
        {
          id: machine,
          ...(changes.name === undefined ? {} : { name: changes.name }),
          platform: "linux",
          arch: "x64",
          kernel: "6",
          cpu: "cpu",
          cores: 2,
          usableCores: 2,
          memoryBytes: 2 ** 33,
          load: 0,
          conditions: [],
          seenAt: "2026-01-01T00:00:00.000Z",
        },
      ],
    },
    forks,
    traces: new Map(),
    skipped: [],
    missing: 0,
  };
  return { run, facts: factsOf(run) };
}

/** Merges runs of several machines into one, as it would be on disk. */
export function together(...runs: readonly RunWithFacts[]): RunWithFacts {
  const [first] = runs as readonly [RunWithFacts, ...RunWithFacts[]];
  const cells = [
    ...new Map(runs.flatMap(({ run }) => run.plan.cells.map((cell) => [cell.id, cell]))).values(),
  ];
  const rounds: Plan["rounds"][number][] = [];
  const forks: ForkRecord[] = [];
  for (const { run } of runs) {
    const before = rounds.length;
    for (const { kind, order } of run.plan.rounds) {
      const placeOf = (i: number) => cells.findIndex(({ id }) => id === run.plan.cells[i]?.id);
      rounds.push({ kind, order: order.map(placeOf) });
    }
    forks.push(...run.forks.map((fork) => ({ ...fork, round: fork.round + before })));
  }
  const machines = runs.flatMap(({ run }) => run.environment.machines);
  const runtimes = runs.flatMap(({ run }) => run.plan.runtimes);
  const cases = runs.flatMap(({ run }) => run.plan.cases);
  const run: Run = {
    ...first.run,
    plan: {
      ...first.run.plan,
      runtimes: [...new Map(runtimes.map((runtime) => [runtime.key, runtime])).values()],
      cases: [...new Map(cases.map((one) => [one.example, one])).values()],
      cells,
      rounds,
    },
    environment: {
      ...first.run.environment,
      machines: [...new Map(machines.map((machine) => [machine.id, machine])).values()],
    },
    forks,
  };
  return { run, facts: factsOf(run) };
}

/** The same run, of another example. */
export function asExample(example: string, { run: { plan, forks, ...run } }: RunWithFacts): RunWithFacts {
  const named = (cell: string) => cell.replace(/^[^/]+/, example);
  const renamed: Run = {
    ...run,
    plan: {
      ...plan,
      cases: plan.cases.map((one) => ({ ...one, example })),
      cells: plan.cells.map(({ duplicateOf, ...cell }) => ({
        ...cell,
        id: named(cell.id),
        example,
        ...(duplicateOf === undefined ? {} : { duplicateOf: named(duplicateOf) }),
      })),
    },
    forks: forks.map((fork) => ({ ...fork, cell: named(fork.cell) })),
  };
  return { run: renamed, facts: factsOf(renamed) };
}

function measured(medianMs: number): Measurement {
  return {
    versions: {},
    startUpMs: 30,
    openMs: 40,
    firstCallMs: medianMs,
    wall: {
      samples: 1,
      minMs: medianMs,
      p25Ms: medianMs,
      medianMs,
      p75Ms: medianMs,
      p99Ms: medianMs,
      maxMs: medianMs,
      meanMs: medianMs,
      everyNth: 1,
      samplesMs: [medianMs],
    },
    calls: 1,
    cpuUserMs: 1,
    cpuSystemMs: 0,
    voluntarySwitches: 0,
    involuntarySwitches: 0,
    peakRssBytes: 1e8,
    openRssBytes: 1e8,
    uncheckedCalls: 0,
  };
}

/** Fork medians around `middle`, 1 % apart from end to end. */
export function around(middle: number, forks = 15): number[] {
  return Array.from({ length: forks }, (_, i) => middle * (1 + (0.01 * (i - (forks - 1) / 2)) / forks));
}
