import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figuresOf } from "../src/figures-of.ts";
import {
  advise,
  type CellFigures,
  type Estimate,
  type Figures,
  hazardsFor,
  hazardsOf,
  latenciesOf,
  predict,
  type Service,
  usualArrivals,
  usualWorkload,
  type Workload,
  workloadFields,
  workloadNames,
} from "../src/index.ts";

const exactly = (estimate: number): Estimate => ({ estimate, low: estimate, high: estimate });

/** Figures that are easy to reckon with: every computing takes as long as asked, every request 1 ms beside it. */
const plain: CellFigures = {
  model: "promises",
  runtime: "node",
  computeFactor: exactly(1),
  overheadMs: exactly(1),
  mainMs: exactly(1),
  fixedMs: exactly(0),
  timerP50Ms: exactly(0),
  timerP99Ms: exactly(0),
  processBytes: exactly(1_000_000),
  taskBytes: exactly(100),
  deadlineCostMs: exactly(0.5),
  cancelCostMs: exactly(2),
  byteMs: exactly(0),
};
const threads: CellFigures = { ...plain, model: "threads", overheadMs: exactly(2), mainMs: exactly(2) };
const quiet: Workload = {
  ...usualWorkload,
  waitMs: 10,
  computeMs: 4,
  ratePerSecond: 0.1,
  inFlight: 100,
  payloadBytes: 0,
};

const workloads: fc.Arbitrary<Workload> = fc.record(
  Object.fromEntries(
    workloadNames.map((name) => {
      const { min, max, isInteger } = workloadFields[name];
      return [name, isInteger ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })];
    }),
  ) as unknown as { [Name in keyof Workload]: fc.Arbitrary<number> },
);

const estimates = (max: number) =>
  fc
    .tuple(
      fc.double({ min: 0, max, noNaN: true }),
      fc.double({ min: 0, max, noNaN: true }),
      fc.double({ min: 0, max, noNaN: true }),
    )
    .map((three): Estimate => {
      const [low, estimate, high] = three.toSorted((a, b) => a - b) as [number, number, number];
      return { low, estimate, high };
    });

const anyFigures: fc.Arbitrary<CellFigures> = fc.record({
  model: fc.constantFrom("promises", "fibers", "threads"),
  runtime: fc.constantFrom("node", "deno", "bun"),
  computeFactor: estimates(3),
  overheadMs: estimates(5),
  mainMs: estimates(5),
  fixedMs: estimates(5),
  timerP50Ms: estimates(2),
  timerP99Ms: estimates(5),
  processBytes: estimates(1e8),
  taskBytes: estimates(1e4),
  deadlineCostMs: estimates(1),
  cancelCostMs: estimates(1),
  byteMs: estimates(1e-5),
});

const predicted = [
  "overheadMs",
  "cpuMs",
  "p50Ms",
  "p99Ms",
  "rateWithinDeadline",
  "memoryBytes",
  "cancelMs",
  "heldMs",
] as const;

describe("predict()", () => {
  it("adds up the terms of a request that meets no other", () => {
    const one = predict(quiet, plain);
    expect(one.p50Ms.estimate).toBeCloseTo(15);
    expect(one.p99Ms.estimate).toBeCloseTo(15);
    expect(one.cpuMs).toEqual(exactly(5));
    expect(one.heldMs).toEqual(exactly(5));
    expect(one.memoryBytes).toEqual(exactly(1_010_000));
    expect(predict(quiet, threads).heldMs).toEqual(exactly(2));
  });

  it("charges a deadline on every request, and a cancellation on the share that is canceled", () => {
    expect(predict({ ...quiet, cancelShare: 0.25 }, plain).overheadMs).toEqual(exactly(1 + 0.5 + 0.25 * 2));
  });

  it("grows without end from where the main thread is busy all the time", () => {
    expect(predict({ ...quiet, ratePerSecond: 199 }, plain).p99Ms.estimate).toBeLessThan(
      Number.POSITIVE_INFINITY,
    );
    expect(predict({ ...quiet, ratePerSecond: 200 }, plain).p99Ms.estimate).toBe(Number.POSITIVE_INFINITY);
    expect(predict({ ...quiet, ratePerSecond: 200, cores: 4 }, threads).p99Ms.estimate).toBeLessThan(30);
  });

  it("finds the rate at which the 99th percentile passes the deadline", () => {
    const { rateWithinDeadline } = predict({ ...quiet, deadlineMs: 30 }, plain);
    const at = (ratePerSecond: number) => predict({ ...quiet, ratePerSecond }, plain).p99Ms.estimate;
    expect(at(rateWithinDeadline.estimate)).toBeLessThanOrEqual(30);
    expect(at(rateWithinDeadline.estimate * 1.02)).toBeGreaterThan(30);
    expect(predict({ ...quiet, deadlineMs: 14 }, plain).rateWithinDeadline).toEqual(exactly(0));
  });

  it("has no NaN, and every interval holds its estimate", () => {
    fc.assert(
      fc.property(workloads, anyFigures, (workload, figures) => {
        const one = predict(workload, figures);
        for (const name of predicted) {
          const { low, estimate, high } = one[name];
          expect([low, estimate, high], name).not.toContain(Number.NaN);
          expect(low, name).toBeLessThanOrEqual(estimate);
          expect(estimate, name).toBeLessThanOrEqual(high);
        }
        expect(one.p50Ms.estimate).toBeLessThanOrEqual(
          one.p99Ms.estimate + Math.max(0, figures.timerP50Ms.estimate - figures.timerP99Ms.estimate),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is never below the wait and the work of one request", () => {
    fc.assert(
      fc.property(workloads, anyFigures, (workload, figures) => {
        const { p50Ms, heldMs } = predict(workload, figures);
        expect(p50Ms.estimate).toBeGreaterThanOrEqual(
          (workload.waitMs + heldMs.estimate) * (1 - 1e-9) - 1e-9,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(workloadNames)("refuses a wrong %s, and names it", (name) => {
    expect(() => predict({ ...usualWorkload, [name]: Number.NaN }, plain)).toThrow(TypeError);
    expect(() => predict({ ...usualWorkload, [name]: -1 }, plain)).toThrow(
      new RegExp(`${name} -1: it must be from`),
    );
    expect(() => predict({ ...usualWorkload, [name]: workloadFields[name].max + 1 }, plain)).toThrow(
      RangeError,
    );
  });
});

describe("latenciesOf()", () => {
  const service: Service = {
    readMs: 0,
    holdMs: 10,
    waitMs: 100,
    poolMs: 0,
    servers: 1,
    drainsTimers: false,
  };
  const at = (dueMs: readonly number[], other: Partial<Service> = {}) => [
    ...latenciesOf(Float64Array.from(dueMs), { ...service, ...other }),
  ];

  it("is wait and computing for a request alone, and one line for those that come at once", () => {
    expect(at([0, 1_000])).toEqual([110, 110]);
    expect(at([0, 0, 0])).toEqual([110, 120, 130]);
  });

  it("reads what came during computing after it, and then waits in full", () => {
    // The second comes while the first computes, from 100 to 110.
    expect(at([0, 105])).toEqual([110, 115]);
  });

  it("reads between two turns of timers, or after all of them where timers are drained", () => {
    // Two are due in one turn; the third came before, and is due after it. The fourth came in it.
    const due = [0, 0, 5, 105];
    expect(at(due)).toEqual([110, 120, 125, 125]);
    expect(at(due, { drainsTimers: true })).toEqual([110, 120, 125, 135]);
  });

  it("goes to the server of a pool that is free first", () => {
    expect(at([0, 0, 0], { holdMs: 0, poolMs: 10, servers: 2 })).toEqual([110, 110, 120]);
  });

  it("without a wait is one line in the order of coming", () => {
    expect(at([0, 0, 15], { waitMs: 0 })).toEqual([10, 20, 15]);
  });

  it("has the line of Pollaczek and Khinchine where only computing holds it", () => {
    // Half busy, 10 ms each and all alike: 5 ms in line on average.
    const latencies = at([...usualArrivals(1_000, 50)], { waitMs: 0 });
    const mean = latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length;
    expect(mean - 10).toBeGreaterThan(4);
    expect(mean - 10).toBeLessThan(6);
  });
});

describe("usualArrivals()", () => {
  it("come at the rate asked for, with gaps spread as those of chance", () => {
    const dueMs = usualArrivals(1_000, 200);
    expect(dueMs.at(-1)).toBeCloseTo(5_000, -2);
    const gaps = Array.from(dueMs, (due, i) => due - (dueMs[i - 1] ?? 0));
    expect(gaps.filter((gap) => gap > 5).length / 1_000).toBeCloseTo(Math.exp(-1), 2);
  });
});

describe("advise()", () => {
  const figures: Figures = { run: "made up", cells: [plain, threads], without: [], hazards: [] };

  it("says from how much computing on threads are ahead", () => {
    const { changes } = advise({ ...quiet, ratePerSecond: 100, cores: 4 }, figures);
    const [, ms] =
      /^node: above ([\d.]+) ms of computing a request threads are ahead/.exec(changes[0] ?? "") ?? [];
    const at = (computeMs: number) =>
      [plain, threads].map(
        (one) => predict({ ...quiet, ratePerSecond: 100, cores: 4, computeMs }, one).p99Ms.estimate,
      ) as [number, number];
    const [promisesBefore, threadsBefore] = at(Number(ms) * 0.98);
    const [promisesAfter, threadsAfter] = at(Number(ms) * 1.02);
    expect(promisesBefore).toBeLessThan(threadsBefore * 1.1);
    expect(promisesAfter).toBeGreaterThan(threadsAfter * 1.1);
  });

  it("calls cells a tie where their intervals meet, and only there", () => {
    const near = { ...plain, runtime: "bun", fixedMs: { low: 0, estimate: 1, high: 2 } };
    const far = { ...plain, runtime: "deno", fixedMs: { low: 5, estimate: 6, high: 7 } };
    const { ahead, cells } = advise(quiet, { ...figures, cells: [plain, near, far] });
    expect(ahead).toEqual(["promises/node", "promises/bun"]);
    expect(cells.map(({ standing }) => standing)).toEqual(["ahead", "ahead", "behind"]);
  });

  it("recommends, of a tie, the cell that takes the least processor time", () => {
    const lean = {
      ...plain,
      runtime: "bun",
      computeFactor: { low: 0.8, estimate: 0.8, high: 0.8 },
      fixedMs: { low: 0, estimate: 2, high: 3 },
    };
    const far = { ...lean, runtime: "deno", fixedMs: { low: 8, estimate: 9, high: 10 } };
    const { ahead, recommended, cells, reasons } = advise(quiet, { ...figures, cells: [plain, lean, far] });
    const [ofPlain, ofLean] = cells.map(({ p99Ms }) => p99Ms.estimate);
    expect(ofPlain).toBeLessThan(ofLean as number);
    expect(ahead).toEqual(["promises/node", "promises/bun"]);
    expect(recommended).toBe("promises/bun");
    expect(reasons[0]).toMatch(/Of these, promises\/bun takes the least processor time: .* a request\.$/);
  });

  it("recommends nothing that cannot keep up", () => {
    const { ahead, recommended, cells, reasons } = advise(
      { ...quiet, ratePerSecond: 5_000, cores: 1 },
      figures,
    );
    expect(ahead).toEqual([]);
    expect(recommended).toBeUndefined();
    expect(cells.map(({ standing, holds }) => [standing, holds])).toEqual([
      ["overloaded", "no"],
      ["overloaded", "no"],
    ]);
    expect(reasons[0]).toContain("No model keeps up");
  });

  it("ends with the command that measures the workload", () => {
    expect(advise({ ...quiet, ratePerSecond: 100 }, figures).command).toBe(
      "byturns bench mix --set waitMs=10,units=4000,requestsPerSecond=100,requests=200",
    );
  });
});

describe("figuresOf()", () => {
  it("names a cell that lacks an example, and what it lacks", () => {
    const cell = { id: "a", example: "mix", input: "bench", model: "fibers", runtime: "bun", planned: 1 };
    const { cells, without } = figuresOf({ id: "r", cells: [{ cell, figures: {} }], cases: [] });
    expect(cells).toEqual([]);
    expect(without).toEqual([{ model: "fibers", runtime: "bun", why: "the input of mix has no waitMs" }]);
  });
});

describe("hazardsOf()", () => {
  const row = (across: string, orders: Readonly<Record<string, string>>) => ({
    id: "p/module",
    title: "A probe",
    group: "timers",
    across,
    results: Object.entries(orders).map(([runtime, order]) => ({
      runtime,
      frequencies: [{ sequence: [order], count: 1 }],
    })),
  });

  it("names the runtimes that part from most others", () => {
    expect(hazardsOf({ rows: [row("agree", { node: "a", bun: "a" })] })).toEqual([]);
    const hazards = hazardsOf({ rows: [row("disagree", { node: "a", deno: "a", bun: "b" })] });
    expect(hazards[0]?.runtimes).toEqual(["bun"]);
    expect(hazardsOf({ rows: [row("disagree", { node: "a", bun: "b" })] })[0]?.runtimes).toEqual([
      "node",
      "bun",
    ]);
    expect(hazardsFor(hazards, usualWorkload, { model: "promises", runtime: "bun@1.4.5" })).toHaveLength(1);
    expect(hazardsFor(hazards, usualWorkload, { model: "promises", runtime: "node" })).toEqual([]);
    expect(
      hazardsFor(hazards, { ...usualWorkload, waitMs: 0 }, { model: "promises", runtime: "bun" }),
    ).toEqual([]);
  });
});
