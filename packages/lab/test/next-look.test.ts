import type { Executor, PlannedFork } from "@byturns/lab/executor";
import { makePlan } from "@byturns/lab/plan/plan";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import { type ForkRecord, factsOf, mergeRuns, type Plan, readPlan, readRun } from "@byturns/record";
import { summarize } from "@byturns/statistics";
import { describe, expect, it } from "vitest";
import { askedPairs } from "../src/plan/asked.ts";
import { afterLook } from "../src/plan/next-look.ts";
import { catalog, runtime, scratch, suiteOf } from "./laboratory.ts";

/** A plan of several models under several runtimes, none of which needs to be installed. */
function planOf(times: Readonly<Record<string, number>>, more: object = {}): Plan {
  const models = [...new Set(Object.keys(times).map((name) => name.split("/")[0] as string))];
  const runtimes = [...new Set(Object.keys(times).map((name) => name.split("/")[1] as string))].map(
    (version) => ({ ...runtime, key: `node@${version}`, version }),
  );
  const wide = { ...catalog, models, unsupported: () => undefined };
  return makePlan(wide, { suite: suiteOf("answers rightly"), models, runtimes, seed: 1, ...more });
}

/** What a cell takes, by model and version. */
const msOf = (times: Readonly<Record<string, number>>, { model, runtime: key }: Plan["cells"][number]) =>
  times[`${model}/${key.split("@")[1]}`] as number;

/** A record of a fork, with a little noise that is the same whenever it is made. */
function recordOf(plan: Plan, times: Readonly<Record<string, number>>, fork: PlannedFork): ForkRecord {
  const { round, position, kind, cell } = fork;
  const noise =
    Math.sin(
      1 + round * 12.9898 + plan.cells.findIndex(({ id }) => id === cell.id) * 78.233 + cell.id.length,
    ) * spread;
  const medianMs = msOf(times, cell) * Math.exp(noise);
  const quartiles = { minMs: medianMs, p25Ms: medianMs, p75Ms: medianMs, p99Ms: medianMs, maxMs: medianMs };
  const measurement = {
    versions: {},
    startUpMs: 1,
    openMs: 1,
    firstCallMs: 1,
    wall: { samples: 1, ...quartiles, medianMs, meanMs: medianMs, everyNth: 1, samplesMs: [medianMs] },
    calls: 1,
    cpuUserMs: 1,
    cpuSystemMs: 1,
    openRssBytes: 1,
    uncheckedCalls: 0,
  };
  return {
    ...{ plan: plan.id, cell: cell.id, kind, round, position, attempt: 1, machine: "m" },
    ...{ startedAt: "2026-11-29T00:00:00.000Z", wallMs: 100, command: [], exitCode: 0, exitSignal: null },
    ...{ stdout: "", stderr: "", outcome: { _tag: "done", measurement } },
  };
}

const spread = 0.004;

/** An executor that makes records instead of forks, and ends after a given number of them. */
function executorOf(
  plan: Plan,
  times: Readonly<Record<string, number>>,
  most = Number.POSITIVE_INFINITY,
): Executor {
  let made = 0;
  return {
    machine: {
      ...{ id: "m", platform: "linux", arch: "x64", kernel: "6", cpu: "made up", cores: 2, usableCores: 2 },
      ...{ memoryBytes: 1, load: 0, conditions: [], seenAt: "2026-11-29T00:00:00.000Z" },
    },
    sources: {},
    async *run(_, forks) {
      for (const fork of forks) {
        if (made++ >= most) return;
        yield { record: recordOf(plan, times, fork), trace: undefined };
      }
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

const wide = (plan: Plan) => ({ ...catalog, models: plan.models, unsupported: () => undefined });
const timed = ({ rounds }: Plan) => rounds.filter(({ kind }) => kind === "time");

describe("askedPairs()", () => {
  const times = { "a/1": 1, "a/2": 1, "b/1": 1, "b/2": 1 };
  const { cells } = planOf(times);
  const named = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map((pair) => pair.map((i) => `${cells[i]?.model}${cells[i]?.runtime.at(-1)}`).join("-"));

  it("pairs cells that differ in one thing, and never a duplicate", () => {
    expect(named(askedPairs(cells))).toEqual(["a1-a2", "a1-b1", "a2-b2", "b1-b2"]);
    expect(cells.some(({ duplicateOf }) => duplicateOf !== undefined)).toBe(true);
  });

  it("pairs models or runtimes alone where that is the question, and every pair with allPairs", () => {
    expect(named(askedPairs(cells, { comparing: () => "models" }))).toEqual(["a1-b1", "a2-b2"]);
    expect(named(askedPairs(cells, { comparing: () => "runtimes" }))).toEqual(["a1-a2", "b1-b2"]);
    expect(askedPairs(cells, { allPairs: true })).toHaveLength(6);
  });
});

describe("a sequential run", () => {
  // The first two differ by 100 %, the last two by 0.8 %: equivalent within 3 %.
  const clear = { "a/1": 10, "b/1": 20 };

  it("ends at its first look if that decides everything, and records that in its plan", async () => {
    await using folder = await scratch();
    const plan = planOf(clear);
    const end = await runPlan(wide(plan), plan, folder.at("run"), { executor: executorOf(plan, clear) });
    const run = await readRun(folder.at("run"));
    expect(end).toMatchObject({ ended: "complete", done: 6 * 3 });
    expect(run.plan.sequence).toMatchObject({
      ended: "decided",
      decisions: [{ verdict: "different", stop: "different", rounds: 6 }],
    });
    expect(run.missing).toBe(0);
  });

  // In `full`, a pair 2.6 % apart stays open for long: neither outside the band nor wholly within it.
  const mixed = { "a/1": 10, "b/1": 20, "c/1": 20.55, "d/1": 40 };

  it("continues with the cells of open comparisons and with A/A pairs, and no other", async () => {
    await using folder = await scratch();
    // One whose A/A pair no open comparison needs.
    const plan = Array.from({ length: 50 }, (_, seed) => planOf(mixed, { profile: "full", seed })).find(
      ({ cells }) => cells.at(-1)?.model === "d",
    ) as Plan;
    await runPlan(wide(plan), plan, folder.at("run"), { executor: executorOf(plan, mixed) });
    const { plan: after } = await readRun(folder.at("run"));
    const last = timed(after).at(-1);
    expect(timed(after).length).toBeGreaterThan(8);
    expect(timed(after)[0]?.order).toHaveLength(5);
    expect(last?.order.map((i) => after.cells[i]?.model).sort()).toEqual(["b", "c", "d", "d"]);
    expect(after.sequence?.ended).toMatch(/decided|lastLook/);
    for (const { stop } of after.sequence?.decisions ?? []) expect(stop).toBeDefined();
  });

  it("compares only rounds that both cells were in, and keeps earlier decisions", async () => {
    await using folder = await scratch();
    const plan = planOf(mixed, { profile: "full" });
    await runPlan(wide(plan), plan, folder.at("run"), { executor: executorOf(plan, mixed) });
    const run = await readRun(folder.at("run"));
    const { comparisons } = summarize(factsOf(run)).groups[0]?.metrics.wallMs ?? { comparisons: [] };
    for (const { a, b, verdict, rounds, stop } of run.plan.sequence?.decisions ?? []) {
      const seen = comparisons.find(
        (one) => one.a === run.plan.cells[a]?.id && one.b === run.plan.cells[b]?.id,
      );
      expect(seen).toMatchObject({ verdict, rounds, stop, asked: true });
    }
    expect(new Set(comparisons.map(({ rounds }) => rounds)).size).toBeGreaterThan(1);
  });

  it("reaches the same result whether it is interrupted or not, look by look", async () => {
    await using folder = await scratch();
    const plan = planOf(mixed, { profile: "full" });
    await runPlan(wide(plan), plan, folder.at("whole"), { executor: executorOf(plan, mixed) });
    const whole = await readRun(folder.at("whole"));
    const at = folder.at("parted");
    await runPlan(wide(plan), plan, at, { executor: executorOf(plan, mixed, 39) });
    // One fork is missing before the first look.
    expect((await readPlan(at)).sequence?.decisions).toBeUndefined();
    for (let i = 0; i < 60 && (await readPlan(at)).sequence?.ended === undefined; i++) {
      await resumeRun(wide(plan), at, { executor: executorOf(plan, mixed, 7) });
    }
    const parted = await readRun(at);
    expect(parted.plan.rounds).toEqual(whole.plan.rounds);
    expect(parted.plan.sequence).toEqual(whole.plan.sequence);
    expect(parted.forks).toEqual(whole.forks);
  });

  it("stops before a look that would take too long, and records that time ended it", () => {
    const plan = planOf(mixed, { profile: "full", budgetMs: 60_000 });
    const forks = timed(plan).flatMap(({ order }, round) =>
      order.map((i, position) =>
        recordOf(plan, mixed, {
          ...{ round, position, kind: "time", trace: false },
          cell: plan.cells[i] as Plan["cells"][number],
        }),
      ),
    );
    const look = (spentMs: number) => afterLook(plan, forks, { spentMs, costOf: () => 10_000 });
    expect(look(31_000).sequence?.ended).toBe("time");
    expect(look(31_000).rounds).toEqual(plan.rounds);
    expect(look(29_000).sequence?.ended).toBeUndefined();
    expect(timed(look(29_000))).toHaveLength(11);
  });

  it("goes on with the cases that have most open for their time, where there is too little for all", () => {
    const suite = suiteOf("answers rightly", "fails");
    // 2.4 % apart: open in both cases.
    const times = { ...mixed, "c/1": 20.48 };
    const plan = planOf(times, { profile: "full", budgetMs: 60_000, suite });
    const forks = timed(plan).flatMap(({ order }, round) =>
      order.map((i, position) =>
        recordOf(plan, times, {
          ...{ round, position, kind: "time", trace: false },
          cell: plan.cells[i] as Plan["cells"][number],
        }),
      ),
    );
    const isDear = (i: number) => plan.cells[i]?.input === "fails";
    const ofPair = new Set(
      plan.cells.flatMap(({ id, duplicateOf }) => (duplicateOf === undefined ? [] : [id, duplicateOf])),
    );
    const costOf = ({ order }: Plan["rounds"][number]) =>
      order.reduce((sum, i) => sum + (isDear(i) ? 1_000 : 100), 0);
    const look = (leftMs: number) => afterLook(plan, forks, { spentMs: 60_000 - leftMs, costOf });
    const open = (after: Plan) => after.sequence?.decisions?.filter(({ stop }) => stop === undefined) ?? [];
    const all = look(60_000);
    expect(open(all).map(({ a }) => plan.cells[a]?.input)).toEqual(["answers rightly", "fails"]);
    const wholeMs = timed(all)
      .slice(timed(plan).length)
      .reduce((sum, round) => sum + costOf(round), 0);
    const some = look(wholeMs - 1);
    expect(some.sequence?.ended).toBeUndefined();
    const last = timed(some).slice(timed(plan).length);
    expect(last).toHaveLength(3);
    for (const { order } of last) {
      const own = order.filter((i) => !ofPair.has(plan.cells[i]?.id ?? ""));
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(isDear)).toEqual([]);
    }
    expect(look(1).sequence?.ended).toBe("time");

    // What was left out gets no more rounds, and A/A pairs get none for themselves.
    const pairs = {
      ...plan.rounds[0],
      order: plan.cells.flatMap(({ id }, i) => (ofPair.has(id) ? [i] : [])),
    };
    const leftOut = { ...plan, rounds: [...plan.rounds, pairs as Plan["rounds"][number]] };
    expect(afterLook(leftOut, forks, { spentMs: 0, costOf }).sequence?.ended).toBe("time");
  });

  it("ends the comparisons of a cell with a wrong output", () => {
    const plan = planOf(clear);
    const forks = timed(plan).flatMap(({ order }, round) =>
      order.map((i, position): ForkRecord => {
        const cell = plan.cells[i] as Plan["cells"][number];
        const record = recordOf(plan, clear, { round, position, kind: "time", trace: false, cell });
        if (cell.model !== "b" || record.outcome._tag !== "done") return record;
        return {
          ...record,
          outcome: { _tag: "wrong", wrong: ["no"], measurement: record.outcome.measurement },
        };
      }),
    );
    expect(afterLook(plan, forks, { spentMs: 0, costOf: () => 1 }).sequence).toMatchObject({
      ended: "decided",
      decisions: [{ verdict: "unclaimed", stop: "notCompared" }],
    });
  });

  it("keeps the comparisons and decisions when shards are merged", async () => {
    await using folder = await scratch();
    const suite = suiteOf("answers rightly", "fails");
    const shards = [1, 2].map((index) => planOf(clear, { suite, shard: { index, of: 2 } }));
    expect(new Set(shards.map(({ id }) => id)).size).toBe(1);
    for (const [i, plan] of shards.entries()) {
      await runPlan(wide(plan), plan, folder.at(`${i}`), { executor: executorOf(plan, clear) });
    }
    await mergeRuns([folder.at("0"), folder.at("1")], folder.at("all"));
    const { plan, missing } = await readRun(folder.at("all"));
    expect(missing).toBe(0);
    expect(plan.sequence).toMatchObject({ ended: "decided", looks: shards[0]?.sequence?.looks });
    const decided = plan.sequence?.decisions?.map(({ a, b }) => [plan.cells[a]?.id, plan.cells[b]?.id]);
    expect(decided).toEqual(
      ["answers rightly", "fails"].map((input) => [`rogue/${input}/a/node@1`, `rogue/${input}/b/node@1`]),
    );
  });
});
