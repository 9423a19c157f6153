// Runs made of figures, for tests of what is said about runs.
import type { ForkRecord, Measurement, Plan, Run } from "@byturns/record";
import { factsOf } from "@byturns/record/statistics/index";
import type { RunWithFacts } from "../src/changes.ts";

/** A cell's forks: a median in milliseconds each, or what was wrong. */
export type CellForks = Readonly<Record<string, readonly (number | string)[]>>;

/** A run of say-after's `bench` input; cells are named `promises/node@26.0.0`. */
export function runOf(
  cells: CellForks,
  changes: { plan?: Partial<Plan>; machine?: string } = {},
): RunWithFacts {
  const names = Object.keys(cells).map((name) => name.split("/") as [string, string]);
  const runtimes = [...new Set(names.map(([, runtime]) => runtime))];
  const most = Math.max(...Object.values(cells).map((forks) => forks.length));
  const plan: Plan = {
    schema: 1,
    id: "test",
    madeAt: "2026-01-01T00:00:00.000Z",
    suite: "main",
    profile: { name: "full", forks: most, watchForks: 0, warmUpMs: 150, measureMs: 350 },
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
    cells: names.map(([model, runtime]) => ({
      id: `say-after/bench/${model}/${runtime}`,
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
        place: 0,
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
      schema: 1,
      machines: [
        {
          id: machine,
          platform: "linux",
          arch: "x64",
          kernel: "6",
          cpu: "cpu",
          cores: 2,
          usableCores: 2,
          memoryBytes: 2 ** 33,
          load: 0,
          findings: [],
          seenAt: "2026-01-01T00:00:00.000Z",
        },
      ],
    },
    forks,
    traces: new Map(),
    setAside: [],
    missing: 0,
  };
  return { run, facts: factsOf(run) };
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
