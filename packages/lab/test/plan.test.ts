import { join } from "node:path";
import { makePlan, type PlanOptions, summarizePlan } from "@byturns/lab";
import type { Cell } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import { claimOf } from "@byturns/statistics/verdict";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixBudget } from "../src/plan/budget.ts";
import { Estimate } from "../src/plan/estimate.ts";
import { catalog, runtime, suiteOf } from "./laboratory.ts";

const other = { ...runtime, key: "node@1.0.0", version: "1.0.0" };
const options: PlanOptions = {
  suite: suiteOf("answers rightly", "answers wrongly", "fails"),
  runtimes: [runtime, other],
  seed: 7,
};
const without = ({ madeAt: _, ...plan }: ReturnType<typeof makePlan>) => plan;

describe("makePlan()", () => {
  it("makes the same plan from the same seed, and a different one from a different seed", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const plan = makePlan(catalog, { ...options, seed });
        expect(without(makePlan(catalog, { ...options, seed }))).toEqual(without(plan));
        expect(makePlan(catalog, { ...options, seed: seed + 1 }).id).not.toBe(plan.id);
      }),
      { numRuns: 30 },
    );
  });

  it("visits every supported cell exactly once in every round, whatever the seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (seed, forks) => {
        const { cells, rounds } = makePlan(catalog, { ...options, seed, forks, fixed: true });
        const run = cells.flatMap(({ unsupported }, i) => (unsupported === undefined ? [i] : []));
        const timed = rounds.filter(({ kind }) => kind === "time");
        expect(timed).toHaveLength(forks);
        for (const { order } of timed) expect(order.toSorted((a, b) => a - b)).toEqual(run);
      }),
      { numRuns: 50 },
    );
  });

  it("does not reveal where the sources are, and keeps a path outside of them", () => {
    const inside = { ...other, path: join(catalog.root, "node_modules", ".bin", "node") };
    const { runtimes } = makePlan(catalog, {
      ...options,
      runtimes: [inside, { ...runtime, path: "/opt/node/bin/node" }],
    });
    expect(runtimes.map(({ path }) => path)).toEqual(["./node_modules/.bin/node", "/opt/node/bin/node"]);
  });

  it("measures one cell of each runtime twice, as an A/A pair", () => {
    const { cells } = makePlan(catalog, options);
    const duplicates = cells.filter(({ duplicateOf }) => duplicateOf !== undefined);
    expect(duplicates.map(({ runtime }) => runtime)).toEqual([runtime.key, other.key]);
    for (const { id, duplicateOf, ...duplicate } of duplicates) {
      expect(cells.find(({ id }) => id === duplicateOf)).toMatchObject(duplicate);
      expect(id).toBe(`${duplicateOf}/again`);
    }
  });

  it("records why a model does not support a cell, and plans no fork for it", () => {
    const { cells, rounds } = makePlan(catalog, options);
    const unsupported = cells.filter(({ model }) => model === "threads");
    expect(unsupported).toHaveLength(6);
    for (const cell of unsupported) {
      expect(cell.unsupported).toBe("it has no threads here");
      expect(rounds.every(({ order }) => !order.includes(cells.indexOf(cell)))).toBe(true);
    }
  });

  it("distributes the cases over shards, each whole and exactly once", () => {
    const shards = [1, 2].map((index) => makePlan(catalog, { ...options, shard: { index, of: 2 } }));
    expect(shards.map(({ cases }) => cases.map(({ input }) => input))).toEqual([
      ["answers rightly", "fails"],
      ["answers wrongly"],
    ]);
    expect(new Set(shards.map(({ id }) => id))).toEqual(new Set([makePlan(catalog, options).id]));
    for (const { cells } of shards)
      expect(cells.filter(({ duplicateOf }) => duplicateOf !== undefined)).toHaveLength(2);
  });

  it("makes a case of each value of a sweep", () => {
    const { cases } = makePlan(catalog, {
      ...options,
      suite: { id: "s", cases: [{ example: "rogue", sweep: "size" }] },
    });
    expect(cases.map(({ input, sweep }) => [input, sweep?.value])).toEqual([
      ["size=1", 1],
      ["size=2", 2],
    ]);
  });

  it("does not let a few forks claim what a profile's would", () => {
    expect(makePlan(catalog, { ...options, profile: "full", forks: 3 }).profile).toMatchObject({
      name: "smoke",
      forks: 3,
    });
    expect(summarizePlan(makePlan(catalog, { ...options, profile: "smoke" })).claim).toMatch(/correctness/);
    expect(summarizePlan(makePlan(catalog, { ...options, profile: "quick" }))).toMatchObject({
      cells: 8,
      unsupported: 6,
      pairs: 2,
      // Up to its first look.
      forks: 6 * 8,
      claim: expect.stringContaining("verdicts"),
    });
  });

  it("states what verdicts over any number of forks may claim", () => {
    for (let forks = 1; forks <= 40; forks++) {
      const { claim } = summarizePlan(makePlan(catalog, { ...options, forks }));
      expect(claim.split(/[ ,:]/)[0]).toBe(claimOf(forks));
    }
  });

  it.each<[string, Partial<PlanOptions>]>([
    ['There is no profile "slow"; there are smoke, quick, full, thorough', { profile: "slow" as never }],
    ["forks of 0: it must be from 1 to 200", { forks: 0 }],
    ["forks of 1.5: it must be an integer", { forks: 1.5 }],
    ["threads of 0", { threads: 0 }],
    ["seed of -1", { seed: -1 }],
    ["budgetMs of 0", { budgetMs: 0 }],
    ["Cannot take shard 6/5: it must be between 1/5 and 5/5", { shard: { index: 6, of: 5 } }],
    ["only 3 groups", { shard: { index: 5, of: 5 } }],
    ["give every shard the same seed", { shard: { index: 1, of: 2 }, seed: undefined as never }],
    ['There is no model "actors"; there are promises, threads', { models: ["actors"] }],
    ['There is no example of the suite test "fib"; there are rogue', { examples: ["fib"] }],
    ["without a runtime", { runtimes: [] }],
    ['no input of rogue "x"', { suite: { id: "s", cases: [{ example: "rogue", input: "x" }] } }],
    [
      'no sweep of rogue "x"; there are size',
      { suite: { id: "s", cases: [{ example: "rogue", sweep: "x" }] } },
    ],
  ])("refuses: %s", (message, wrong) => {
    const { seed, ...others } = options;
    const given = { ...others, ...("seed" in wrong ? {} : { seed }), ...wrong } as PlanOptions;
    if (given.seed === undefined) delete (given as { seed?: number }).seed;
    expect(() => makePlan(catalog, given)).toThrow(RangeError);
    expect(() => makePlan(catalog, given)).toThrow(message);
  });
});

describe("Estimate", () => {
  it("makes at most as many forks as a suite wants, and exactly as many as its caller asks for", () => {
    const suite = { ...options.suite, forks: 15 };
    const madeOf = (more: object) => makePlan(catalog, { ...options, suite, ...more }).profile;
    expect(madeOf({ profile: "full" })).toMatchObject({ name: "full", forks: 15 });
    expect(madeOf({ profile: "full", forks: 14 })).toMatchObject({ name: "quick", forks: 14 });
    expect(madeOf({ profile: "quick" })).toMatchObject({ name: "quick", forks: 6 });
    expect(madeOf({ profile: "quick", forks: 20 })).toMatchObject({ name: "quick", forks: 20 });
  });

  it("adds the cost of traces to a first round, as guessed and as observed", () => {
    const plan = makePlan(catalog, { ...options, profile: "full" });
    const [cell] = plan.cells as [Cell];
    const estimate = new Estimate(plan);
    // The process, 100 ms of warm-up and 50 ms of measuring; then 100 ms of warm-up again.
    expect([true, false].map((isTraced) => estimate.ofFork(cell, "time", isTraced))).toEqual([400, 300]);
    estimate.see({ cell: cell.id, kind: "time", round: 0, wallMs: 1_000 });
    expect([true, false].map((isTraced) => estimate.ofFork(cell, "time", isTraced))).toEqual([1_000, 900]);
    estimate.see({ cell: cell.id, kind: "time", round: 1, wallMs: 700 });
    estimate.see({ cell: cell.id, kind: "time", round: 2, wallMs: 800 });
    expect([true, false].map((isTraced) => estimate.ofFork(cell, "time", isTraced))).toEqual([1_000, 750]);
  });

  it("expects a second call for the trace if a fork measures a single call, unless that takes 5 s", () => {
    const withIdeal = (ms: number) => {
      const rogue = { ...catalog.specs.rogue, ideal: () => ({ ms, why: "" }) } as AnySpec;
      const suite = { ...suiteOf("answers rightly"), once: true };
      const once = makePlan({ ...catalog, specs: { rogue } }, { ...options, suite, forks: 1 });
      const forks = summarizePlan(once).forks;
      return summarizePlan(once).expectedMs / forks;
    };
    expect(withIdeal(1_000)).toBe(150 + 2_000);
    expect(withIdeal(6_000)).toBe(150 + 6_000);
  });
});

describe("fixBudget() beside a cut-off", () => {
  const suite = { ...suiteOf("answers rightly", "computes for ever"), cutOffMs: 5_000 };
  const plan = makePlan(catalog, { ...options, suite, profile: "full", fixed: true, budgetMs: 60_000 });
  const slow = new Set(plan.cells.flatMap(({ id, input }) => (input === "computes for ever" ? [id] : [])));
  const seen = new Estimate(plan);
  for (const { id: cell, unsupported } of plan.cells) {
    if (unsupported === undefined) {
      seen.see({ cell, kind: "time", round: 0, wallMs: slow.has(cell) ? 5_000 : 1_000 });
    }
  }

  it("does not charge again for cells that were cut off", () => {
    expect(fixBudget(plan, seen, slow).profile.forks).toBeGreaterThan(
      2 * fixBudget(plan, seen).profile.forks,
    );
  });

  it("plans no more rounds if every cell was cut off", () => {
    const all = new Set(plan.cells.map(({ id }) => id));
    const { rounds, profile } = fixBudget(plan, seen, all);
    expect(rounds).toEqual(plan.rounds.slice(0, 1));
    expect(profile).toMatchObject({ forks: 1, resourceForks: 0 });
  });
});

describe("fixBudget()", () => {
  const fixedForks = { profile: "full", fixed: true, resourceForks: 3 } as const;
  const plan = makePlan(catalog, { ...options, ...fixedForks, budgetMs: 60_000 });
  const seen = (wallMs: number) => {
    const estimate = new Estimate(plan);
    for (const i of plan.rounds[0]?.order ?? []) {
      estimate.see({ cell: plan.cells[i]?.id ?? "", kind: "time", round: 0, wallMs });
    }
    return fixBudget(plan, estimate);
  };

  it("keeps the first round, and plans as many as its cost allows", () => {
    const fixed = seen(500);
    expect(fixed.rounds[0]).toEqual(plan.rounds[0]);
    // 8 cells of 500 ms make 4 s, of which 100 ms each were for the trace; so 17 rounds more of 3.2 s fit a minute.
    expect(fixed.profile).toMatchObject({ name: "quick", forks: 15, resourceForks: 3 });
    expect(fixed.rounds.map(({ kind }) => kind)).toEqual([
      ...Array(15).fill("time"),
      ...Array(3).fill("resource"),
    ]);
    expect(fixed.budget).toEqual({ ms: 60_000, fixed: true });
  });

  it("keeps several looks if the first of them fits, and otherwise makes one look of what fits", () => {
    const looks = makePlan(catalog, { ...options, profile: "full", budgetMs: 60_000 });
    const planAfter = (wallMs: number) => {
      const estimate = new Estimate(looks);
      for (const i of looks.rounds[0]?.order ?? []) {
        estimate.see({ cell: looks.cells[i]?.id ?? "", kind: "time", round: 0, wallMs });
      }
      return fixBudget(looks, estimate);
    };
    expect(planAfter(500)).toEqual({ ...looks, budget: { ms: 60_000, fixed: true } });
    expect(looks.sequence?.limitMs).toBe(60_000);
    const few = planAfter(2_500);
    expect(few.sequence?.looks).toEqual([few.profile.forks]);
    expect(few.profile.forks).toBeLessThan(8);
    expect(few.rounds).toHaveLength(few.profile.forks);
    expect(few.sequence?.level).toBe(0.01);
  });

  it("never plans less than what was run, nor more than the maximum", () => {
    expect(seen(1e6).profile).toMatchObject({ name: "smoke", forks: 1, resourceForks: 0 });
    expect(seen(0.1).rounds).toHaveLength(200);
  });
});
