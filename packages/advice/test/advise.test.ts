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
      new RegExp(`${name} -1: it must be (a whole number )?from`),
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

  it("waits several times as long as that line where Node drains timers, as docs/advice.md says", () => {
    const each = { readMs: 0.1, holdMs: 1.4, waitMs: 20 };
    const mean = (drainsTimers: boolean) => {
      const latencies = at([...usualArrivals(1_000, 500 / 1.5)], { ...each, drainsTimers });
      return latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length - 21.5;
    };
    expect(mean(true)).toBeCloseTo(4.5, 1);
    expect(mean(false)).toBeCloseTo(1.2, 1);
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

/** The quantities of a sentence about a field, in its unit. */
function quantitiesOf(sentence: string, field: "computeMs" | "ratePerSecond"): number[] {
  const scales: Readonly<Record<string, number>> = { µs: 1e-3, ms: 1, s: 1e3 };
  const written = sentence.slice(sentence.search(/ (above|up to|from) /));
  const pattern = field === "computeMs" ? /([\d.,]+) (µs|ms|s) / : /([\d.,]+)(?= to|( )requests)/;
  return [...written.matchAll(new RegExp(pattern, "g"))].map(
    ([, number, unit]) => Number((number as string).replaceAll(",", "")) * (scales[unit ?? ""] ?? 1),
  );
}

describe("advise()", () => {
  const figures: Figures = { run: "made up", cells: [plain, threads], without: [], hazards: [] };

  it("says from how much computing on threads are ahead, and until where", () => {
    const { changes } = advise({ ...quiet, ratePerSecond: 100, cores: 4 }, figures);
    const [, from, to] =
      /^node: threads are ahead of promises by about 10 % or more from ([\d.]+) ms to ([\d.]+) ms of computing a request; beyond that neither keeps up\.$/.exec(
        changes[0] ?? "",
      ) ?? [];
    const at = (computeMs: number) =>
      [plain, threads].map(
        (one) => predict({ ...quiet, ratePerSecond: 100, cores: 4, computeMs }, one).p99Ms.estimate,
      ) as [number, number];
    const [promisesBefore, threadsBefore] = at(Number(from) * 0.98);
    const [promisesAfter, threadsAfter] = at(Number(from) * 1.02);
    expect(promisesBefore).toBeLessThan(threadsBefore * 1.1);
    expect(promisesAfter).toBeGreaterThan(threadsAfter * 1.1);
    expect(at(Number(to) * 0.98)).toEqual([
      Number.POSITIVE_INFINITY,
      expect.closeTo(at(Number(to) * 0.98)[1]),
    ]);
    expect(at(Number(to) * 1.02)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it("says what comes true: wherever threads are said to be ahead, they are when it is applied", () => {
    const some = fc.record({
      waitMs: fc.constantFrom(0, 0.5, 20, 400),
      computeMs: fc.constantFrom(0, 0.05, 0.3, 3, 13),
      ratePerSecond: fc.constantFrom(1, 30, 230, 1_800),
      cores: fc.constantFrom(1, 2, 5, 9),
      payloadBytes: fc.constantFrom(0, 90_000),
    });
    const [slow, quick] = [
      { ...plain, overheadMs: exactly(0.2), mainMs: exactly(0.2), timerP99Ms: exactly(0.3) },
      { ...threads, overheadMs: exactly(0.5), mainMs: exactly(0.35), byteMs: exactly(1e-7) },
    ];
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const workload = { ...usualWorkload, ...given };
        const { changes } = advise(workload, { ...figures, cells: [slow, quick] });
        for (const one of changes) {
          const field = one.includes("of computing") ? "computeMs" : "ratePerSecond";
          const [from = field === "computeMs" ? 0.01 : 1, to = 0] = quantitiesOf(one, field);
          const most = field === "computeMs" ? 1_000 : 20_000;
          const [low, high] = one.includes("up to")
            ? [field === "computeMs" ? 0.01 : 1, from]
            : [from, one.includes("above") ? most : to];
          // The ends are written in three digits.
          const value = Math.min(high * 0.99, Math.max(low * 1.02, low * (high / low) ** share));
          const [ofSlow, ofQuick] = [slow, quick].map(
            (cell) => predict({ ...workload, [field]: value }, cell).p99Ms.estimate,
          ) as [number, number];
          expect(ofSlow / ofQuick, `${one} at ${value}`).toBeGreaterThan(1.03);
        }
      }),
      {
        numRuns: 60,
        examples: [[{ waitMs: 20, computeMs: 13, ratePerSecond: 30, cores: 5, payloadBytes: 0 }, 0.01]],
      },
    );
  });

  it("calls cells close that are told apart, and yet within 10 %", () => {
    const slow = { ...plain, runtime: "deno", fixedMs: { low: 3, estimate: 4, high: 5 } };
    const { ahead, cells } = advise({ ...quiet, waitMs: 10_000 }, { ...figures, cells: [plain, slow] });
    expect(ahead).toEqual(["promises/node"]);
    expect(cells.map(({ standing }) => standing)).toEqual(["ahead", "close"]);
  });

  it("says that a deadline cannot be met, is not met, or may be met", () => {
    const say = (deadlineMs: number, cell = plain) =>
      advise({ ...quiet, deadlineMs }, { ...figures, cells: [cell] }).reasons;
    expect(say(10)).toContain(
      "No cell can be within the deadline of 10.0 ms: a request waits for 10.0 ms already.",
    );
    expect(say(12)).toContain("No cell is within the deadline of 12.0 ms at this rate.");
    expect(say(17, { ...plain, fixedMs: { low: 0, estimate: 1, high: 3 } })).toContain(
      "Whether any cell is within the deadline of 17.0 ms the intervals do not tell.",
    );
    expect(say(100).join()).not.toContain("deadline");
  });

  it("reckons the memory of what is open by rate and latency, where that is more than was asked for, and says so", () => {
    const wish = { ...quiet, ratePerSecond: 100, waitMs: 10_000, computeMs: 0, inFlight: 10 };
    const { cells, reasons } = advise(wish, { ...figures, cells: [plain] });
    expect(cells[0]?.openRequests.estimate).toBeCloseTo(1_000, -1);
    expect(cells[0]?.memoryBytes.estimate).toBeCloseTo(1_100_000, -3);
    expect(reasons.join()).toContain("are up to 1,000 open at once");
    expect(reasons.join()).toContain("not that of the 10 asked for");
  });

  it("says without end for the memory of a cell that cannot keep up", () => {
    const { cells } = advise({ ...quiet, ratePerSecond: 5_000, cores: 1 }, figures);
    expect(cells[0]?.memoryBytes).toEqual(exactly(Number.POSITIVE_INFINITY));
  });

  it("says how busy the main thread is, and the cores, in words that hold for very little and very much", () => {
    const say = (ratePerSecond: number) => advise({ ...quiet, ratePerSecond, cores: 2 }, figures).reasons;
    expect(say(0.1)).toContain(
      "promises: 0.1 requests a second take less than 1 % of the main thread’s time.",
    );
    expect(say(100)).toContain(
      "threads: 100 requests a second take 20 % of the main thread’s time and 30 % of that of the 2 cores.",
    );
    expect(say(20_000)).toContain(
      "promises: 20,000 requests a second take 100 times the main thread’s time; from all of it on, the line grows without end.",
    );
  });

  it("names the cell that is ahead also where its line may grow without end", () => {
    const unsure = {
      ...plain,
      overheadMs: { low: 1, estimate: 1, high: 2 },
      mainMs: { low: 1, estimate: 1, high: 2 },
    };
    const { reasons } = advise({ ...quiet, ratePerSecond: 180, cores: 1 }, { ...figures, cells: [unsure] });
    expect(reasons[0]).toMatch(/its 99th percentile is [\d.]+ ms \([\d.]+ ms to without end\)\.$/);
  });

  it("ranks nothing where there is one cell", () => {
    expect(advise(quiet, { ...figures, cells: [plain] }).reasons[0]).toMatch(
      /^promises\/node is the only cell that can be predicted: its 99th percentile is /,
    );
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
    expect(reasons[0]).toContain("No cell keeps up");
  });

  it("ends with the command that measures the workload", () => {
    expect(advise({ ...quiet, ratePerSecond: 100 }, figures).command).toBe(
      "byturns bench mix --threads 2 --set waitMs=10,units=4000,requestsPerSecond=100,requests=200",
    );
  });

  it("says what of the workload the command leaves out", () => {
    const leftOut = (more: Partial<Workload>) =>
      advise({ ...quiet, inFlight: 0, ratePerSecond: 100, ...more }, figures).leftOut.join(" ");
    expect(leftOut({})).toMatch(/^--threads bounds the threads .* more or fewer than 2 cores .*\.$/);
    expect(leftOut({ cores: 1 })).toContain("more or fewer than 1 core measures");
    expect(leftOut({ payloadBytes: 10_000 })).toContain("with --set bytes=10000");
    expect(leftOut({ payloadBytes: 10 })).toContain("(from 1,024 to 67,108,864)");
    expect(leftOut({ cancelShare: 0.1 })).toContain("cancels nothing");
    expect(leftOut({ inFlight: 500 })).toContain("--set sleepers=500");
    expect(leftOut({ ratePerSecond: 0.1 })).toContain("one call takes 500 s");
    expect(advise({ ...quiet, ratePerSecond: 0.1 }, figures).command).toContain(" --once --forks 6 ");
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
