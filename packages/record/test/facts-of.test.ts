import { specs } from "@byturns/spec";
import { summarize } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import { factsOf } from "../src/facts-of.ts";
import type { ForkRecord, Outcome } from "../src/fork.ts";
import type { ForkKind, Plan } from "../src/plan.ts";
import type { Measurement } from "../src/protocol.ts";

const cell = { model: "promises", runtime: "node@26.10.0" };
const plan: Plan = {
  schema: 2,
  id: "plan",
  madeAt: "2026-01-02T03:04:05.000Z",
  suite: "main",
  profile: { name: "full", forks: 2, resourceForks: 1, warmUpMs: 150, measureMs: 350 },
  seed: 7,
  threads: 2,
  timeLimitMs: 30_000,
  models: ["promises"],
  runtimes: [{ key: "node@26.10.0", id: "node", title: "Node", version: "26.10.0", path: "node" }],
  cases: [
    {
      example: "fib",
      input: "bench",
      question: "?",
      value: specs.fib.inputs.article,
      ideal: { why: "how long it takes is the processor's business" },
      batch: 1,
    },
    {
      example: "gone",
      input: "n=2",
      question: "?",
      value: 2,
      ideal: { ms: 5, why: "a pause" },
      batch: 1,
      sweep: { name: "n", parameter: "n", unit: "tasks", value: 2 },
    },
  ],
  cells: [
    { id: "fib", example: "fib", input: "bench", ...cell },
    { id: "fib/again", example: "fib", input: "bench", ...cell, duplicateOf: "fib" },
    { id: "gone", example: "gone", input: "n=2", ...cell },
    { id: "never", example: "gone", input: "n=2", ...cell, unsupported: "it cannot" },
  ],
  rounds: [
    { kind: "time", order: [0, 1, 2] },
    { kind: "resource", order: [2, 0] },
    { kind: "time", order: [1, 0, 2] },
  ],
};

function measured(medianMs: number, peakRssBytes: number): Measurement {
  return {
    versions: {},
    startUpMs: 50,
    openMs: 60,
    firstCallMs: 9,
    wall: {
      samples: 1,
      minMs: 1,
      p25Ms: 1,
      medianMs,
      p75Ms: 20,
      p99Ms: 30,
      maxMs: 40,
      meanMs: 5,
      everyNth: 1,
      samplesMs: [medianMs],
    },
    calls: 1,
    cpuUserMs: 3,
    cpuSystemMs: 1,
    peakRssBytes,
    openRssBytes: 1,
    uncheckedCalls: 0,
  };
}

function fork(id: string, round: number, kind: ForkKind, outcome: Outcome): ForkRecord {
  return {
    plan: "plan",
    cell: id,
    kind,
    round,
    position: 0,
    attempt: 1,
    machine: "m",
    startedAt: "2026-01-02T03:04:05.000Z",
    wallMs: 500,
    command: [],
    exitCode: 134,
    exitSignal: null,
    stdout: "",
    stderr: "one\nthe last line\n",
    outcome,
  };
}

const done = (medianMs: number, peakRssBytes = 0): Outcome => ({
  _tag: "done",
  measurement: measured(medianMs, peakRssBytes),
});

describe("factsOf()", () => {
  it("reads time from time forks and memory from resource forks", () => {
    const facts = factsOf({
      plan,
      forks: [fork("fib", 0, "time", done(7, 999)), fork("fib", 1, "resource", done(8, 4_096))],
    });
    expect(facts.forks[0]?.figures).toMatchObject({ wallMs: 7, cpuMs: 4, startUpMs: 50, firstCallMs: 9 });
    expect(facts.forks[0]?.figures).not.toHaveProperty("peakRssBytes");
    expect(facts.forks[1]?.figures).toEqual({ peakRssBytes: 4_096, openRssBytes: 1 });
  });

  it("adds a spec's metrics once, and leaves out what no fork yields", () => {
    const { metrics, forks } = factsOf({ plan, forks: [fork("fib", 0, "time", done(7))] });
    // 4 ms over the 177 calls of fib(10), the article's number.
    // 4 ms of processor time in calls of 5 ms, on average.
    expect(forks[0]?.figures.coresBusy).toBeCloseTo(0.8, 9);
    expect(forks[0]?.figures["fib/cpu-per-call"]).toBeCloseTo(4_000 / 177, 9);
    expect(metrics.map(({ id }) => id)).toEqual([
      "wallMs",
      "cpuMs",
      "coresBusy",
      "startUpMs",
      "openMs",
      "firstCallMs",
      "fib/cpu-per-call",
    ]);
  });

  it("compares nothing by the number of busy cores, since neither more nor fewer is better", () => {
    const cells = plan.cells.map(({ duplicateOf: _, ...one }) => one);
    const forks = ["fib", "fib/again"].flatMap((id) => [
      fork(id, 0, "time", done(7)),
      fork(id, 2, "time", done(7)),
    ]);
    const { groups, cells: seen } = summarize(factsOf({ plan: { ...plan, cells }, forks }));
    const [fib] = groups;
    expect(fib?.metrics.wallMs?.comparisons).toHaveLength(1);
    expect(fib?.metrics).not.toHaveProperty("coresBusy");
    expect(seen[0]?.figures.coresBusy).toMatchObject({ forks: 2, tiedWith: [] });
    expect(seen[0]?.figures.coresBusy?.toBest).toBeUndefined();
  });

  it("keeps zero context switches as a figure, and leaves out what is not reported", () => {
    const told = { ...measured(7, 0), voluntarySwitches: 0, involuntarySwitches: 0 };
    const outcome: Outcome = { _tag: "done", measurement: told };
    const { forks } = factsOf({
      plan,
      forks: [fork("fib", 0, "time", outcome), fork("fib", 1, "time", done(7))],
    });
    expect(forks.map(({ figures }) => figures.contextSwitches)).toEqual([0, undefined]);
  });

  it("takes the readings of outputs from time forks, under the example's name", () => {
    const read = { ...done(7), readings: { late: 3 } };
    const { forks } = factsOf({
      plan,
      forks: [fork("fib", 0, "time", read), fork("fib", 1, "resource", read)],
    });
    expect(forks.map(({ figures }) => figures["fib/late"])).toEqual([3, undefined]);
  });

  it("keeps the plan's facts about cells, and of an ideal only what is known", () => {
    const { cells, seed, profile } = factsOf({ plan, forks: [] });
    expect({ seed, profile }).toEqual({ seed: 7, profile: "full" });
    const base = { example: "gone", input: "n=2", ...cell };
    const sweep = { name: "n", parameter: "n", unit: "tasks", value: 2 };
    const ofFib = { example: "fib", input: "bench", ...cell, duplicateOf: "fib" };
    const unsupported = "it cannot";
    const ideal = { ms: 5, why: "a pause" };
    // The number of its time rounds: looks are counted in them.
    const roundsOf = (id: string) =>
      plan.rounds.flatMap(({ kind, order }, round) =>
        kind === "time" && order.some((i) => plan.cells[i]?.id === id) ? [round] : [],
      );
    expect(cells.slice(1)).toEqual([
      { id: "fib/again", ...ofFib, planned: 2, rounds: roundsOf("fib/again") },
      { id: "gone", ...base, planned: 3, rounds: roundsOf("gone"), sweep, ideal },
      { id: "never", ...base, planned: 0, rounds: [], sweep, ideal, unsupported },
    ]);
    expect(roundsOf("gone").length).toBeGreaterThan(0);
  });

  it("leaves out cells that were slowed down on purpose, and their forks", () => {
    const cells = plan.cells.map((one) => (one.id === "fib/again" ? { ...one, slowdown: 0.1 } : one));
    const forks = ["fib", "fib/again"].map((id) => fork(id, 0, "time", done(7)));
    const facts = factsOf({ plan: { ...plan, cells }, forks });
    expect(facts.cells.map(({ id }) => id)).toEqual(["fib", "gone", "never"]);
    expect(facts.forks.map(({ cell }) => cell)).toEqual(["fib"]);
  });

  it("describes every other end by what is known of it", () => {
    const outcomes: Outcome[] = [
      { _tag: "wrong", wrong: ["54, not 55", "and late"], measurement: measured(1, 1) },
      { _tag: "failed", failure: { name: "TypeError", message: "No" } },
      { _tag: "crashed" },
      { _tag: "timedOut", limitMs: 30 },
      { _tag: "outOfMemory" },
      { _tag: "invalidMessage", what: "no result" },
    ];
    const { forks } = factsOf({
      plan,
      forks: outcomes.map((outcome, round) => fork("gone", round, "time", outcome)),
    });
    expect(forks.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["wrong", "54, not 55; and late"],
      ["failed", "TypeError: No"],
      ["crashed", "exit code 134: the last line"],
      ["timedOut", "took longer than 30 ms"],
      ["outOfMemory", "exit code 134: the last line"],
      ["invalidMessage", "no result"],
    ]);
    for (const { figures } of forks) expect(figures).toEqual({});
  });

  it("takes the readings of a user's own example from the plan, and not those of this project's example of its name", () => {
    const wait = { id: "wait", title: "Wait", unit: "ms", better: "lower", limit: 5 } as const;
    const [first, second] = plan.cases as [Plan["cases"][number], Plan["cases"][number]];
    const own = {
      ...plan,
      files: { fib: "fib.bench.ts" },
      cases: [{ ...first, units: { call: 2 }, readings: [wait] }, second],
    };
    const outcome = { ...done(7), readings: { wait: 3 } } as Outcome;
    const { metrics, forks } = factsOf({ plan: own, forks: [fork("fib", 0, "time", outcome)] });
    expect(metrics.filter(({ id }) => id.startsWith("fib/"))).toEqual([
      { id: "fib/per-call", title: "Time per call", unit: "µs", better: "lower" },
      { ...wait, id: "fib/wait" },
    ]);
    expect(forks[0]?.figures).toMatchObject({ "fib/per-call": 3_500, "fib/wait": 3 });
  });

  it("provides everything summarize() needs", () => {
    const forks = [0, 2].map((round) => fork("fib", round, "time", done(7)));
    const { cells, proof } = summarize(factsOf({ plan, forks }));
    expect(cells.map(({ planned, done: ended }) => [planned, ended])).toEqual([
      [3, 2],
      [2, 0],
      [3, 0],
      [0, 0],
    ]);
    expect(proof.pairs).toBe(0);
  });
});
