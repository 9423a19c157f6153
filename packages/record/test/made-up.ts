// A made-up plan and its forks: two cells, two rounds, every field filled.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRun, type Environment, type ForkRecord, type Measurement, type Plan } from "@byturns/record";

const runtime = { key: "node@26.10.0", id: "node", title: "Node", version: "26.10.0", path: "/bin/node" };
const cell = (model: string) => ({
  id: `say-after/test/${model}/node@26.10.0`,
  example: "say-after",
  input: "test",
  model,
  runtime: runtime.key,
});

export const plan: Plan = {
  schema: 2,
  id: "abc",
  madeAt: "2026-11-23T00:00:00.000Z",
  suite: "main",
  profile: { name: "smoke", forks: 2, resourceForks: 0, warmUpMs: 30, measureMs: 60 },
  seed: 7,
  threads: 2,
  timeLimitMs: 30_000,
  models: ["promises", "fibers"],
  runtimes: [runtime],
  cases: [
    {
      example: "say-after",
      input: "test",
      question: "Why?",
      value: { lines: [] },
      ideal: { ms: 10, why: "the longest delay" },
      batch: 1,
    },
  ],
  cells: [cell("promises"), cell("fibers")],
  rounds: [
    { kind: "time", order: [1, 0] },
    { kind: "time", order: [0, 1] },
  ],
};

export const environment: Environment = {
  schema: 2,
  machines: [
    {
      id: "m1",
      platform: "linux",
      arch: "x64",
      kernel: "6",
      cpu: "made up",
      cores: 2,
      usableCores: 2,
      memoryBytes: 1,
      load: 0,
      conditions: [],
      seenAt: "2026-11-23T00:00:00.000Z",
    },
  ],
  commit: "c0ffee",
};

const measurement: Measurement = {
  versions: { node: "26.10.0" },
  startUpMs: 80,
  openMs: 90,
  firstCallMs: 12,
  wall: {
    samples: 2,
    minMs: 10,
    p25Ms: 10.25,
    medianMs: 10.5,
    p75Ms: 10.75,
    p99Ms: 10.99,
    maxMs: 11,
    meanMs: 10.5,
    everyNth: 1,
    samplesMs: [10, 11],
  },
  calls: 2,
  cpuUserMs: 1,
  cpuSystemMs: 0.5,
  voluntarySwitches: 2,
  involuntarySwitches: 0,
  peakRssBytes: 5e7,
  openRssBytes: 4e7,
  uncheckedCalls: 0,
};

/** The fork of a cell in a round. */
export function forkOf(round: number, cellIndex: number, wallMs = 400): ForkRecord {
  return {
    plan: plan.id,
    cell: plan.cells[cellIndex]?.id ?? "",
    kind: "time",
    round,
    position: 0,
    attempt: 1,
    machine: "m1",
    startedAt: "2026-11-23T00:00:01.000Z",
    wallMs,
    command: ["node", "main.ts"],
    exitCode: 0,
    exitSignal: null,
    stdout: "",
    stderr: "",
    outcome: { _tag: "done", measurement },
  };
}

export const allForks = [forkOf(0, 1), forkOf(0, 0), forkOf(1, 0), forkOf(1, 1)];

/** Makes a run's folder without a lab working in it. */
export async function makeRun(...given: Parameters<typeof createRun>): Promise<void> {
  await using _ = await createRun(...given);
}

/** A folder for one test, removed when the test is done. */
export async function scratch(): Promise<{ at(name: string): string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "record-test-"));
  return {
    at: (name) => join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
