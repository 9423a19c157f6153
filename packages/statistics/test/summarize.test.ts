import { describe, expect, it } from "vitest";
import { medianInterval } from "../src/figures/median-interval.ts";
import { sequentialDesign } from "../src/looks/sequential.ts";
import { summarize } from "../src/summarize.ts";
import type { CellSummary, Summary } from "../src/summary.ts";
import { madeUpRun } from "./made-up-run.ts";
import { makeForks } from "./noise.ts";

const run = madeUpRun();
const summary = summarize(run);

function cellOf({ cells }: Summary, id: string): CellSummary {
  const found = cells.find(({ cell }) => cell.id === id);
  if (found === undefined) throw new RangeError(`There is no cell ${id}`);
  return found;
}

function waitsBy(metric: string) {
  return summary.groups.find(({ example }) => example === "wait")?.metrics[metric];
}

describe("summarize()", () => {
  it("keeps every observation with its round, and drops none", () => {
    for (const { cell, figures } of summary.cells) {
      const done = run.forks.filter((fork) => fork.cell === cell.id && fork.outcome === "done");
      const values = figures.wallMs?.values ?? [];
      expect(values.map(({ round, value }) => [round, value])).toEqual(
        done.map((fork) => [fork.round, fork.figures.wallMs]),
      );
    }
  });

  it("counts how forks ended, with the reasons", () => {
    const threads = cellOf(summary, "wait/threads/node");
    expect(threads).toMatchObject({ planned: 15, recorded: 15, done: 12 });
    expect(threads.outcomes).toEqual([
      { outcome: "done", forks: 12, reasons: [] },
      {
        outcome: "crashed",
        forks: 3,
        reasons: [
          { reason: "exit code 134", forks: 2 },
          { reason: "signal SIGBUS", forks: 1 },
        ],
      },
    ]);
    expect(threads.figures.wallMs).toMatchObject({ forks: 12 });
  });

  it("gives the reason why a cell is not compared: unsupported, or wrong once", () => {
    expect(cellOf(summary, "wait/threads/bun")).toMatchObject({
      planned: 0,
      recorded: 0,
      notCompared: "it has no such thing",
      figures: {},
    });
    const wrong = cellOf(summary, "grain/tasks=10/fibers/node");
    expect(wrong.notCompared).toBe("an output was wrong: 10 results, not 11");
    const group = summary.groups.find(({ input }) => input === "tasks=10");
    expect(group?.cells).toContain("grain/tasks=10/fibers/node");
    expect(group?.metrics.wallMs?.comparisons.some(({ a, b }) => [a, b].includes(wrong.cell.id))).toBe(false);
  });

  it("does not compare a cell with forks that ended at a limit: the others are the faster ones", () => {
    const reason = "took longer than 10000 ms";
    const forks = run.forks.map((fork) =>
      fork.cell === "wait/threads/node" && fork.outcome === "crashed"
        ? { ...fork, outcome: "timedOut", reason }
        : fork,
    );
    const limited = summarize({ ...run, forks });
    expect(cellOf(limited, "wait/threads/node")).toMatchObject({
      done: 12,
      notCompared: `3 of 15 forks ended at a limit: ${reason}`,
    });
    const group = limited.groups.find(({ example }) => example === "wait");
    expect(JSON.stringify(group?.metrics)).not.toContain("threads/node");
  });

  it("does not rank within a tie, and ranks cells below it that were shown to be worse", () => {
    const wall = waitsBy("wallMs");
    const threads = cellOf(summary, "wait/threads/node").figures.wallMs;
    expect(wall?.comparisons).toHaveLength(10);
    expect(wall?.bestTied).toHaveLength(4);
    expect(threads).toMatchObject({
      rank: 5,
      tiedWith: [],
      toBest: { best: wall?.best, verdict: "different" },
    });
    expect(threads?.toBest?.factor.estimate).toBeGreaterThan(1.35);
    for (const id of wall?.bestTied ?? []) {
      const { rank, tiedWith } = cellOf(summary, id).figures.wallMs ?? {};
      expect(rank).toBe(1);
      expect(tiedWith?.toSorted()).toEqual(wall?.bestTied.filter((other) => other !== id).toSorted());
    }
    expect(cellOf(summary, wall?.best ?? "").figures.wallMs?.toBest?.factor).toEqual({
      estimate: 1,
      low: 1,
      high: 1,
    });
  });

  it("ties with the best only what was compared with it, and not what is alike behind it", () => {
    const makeMs = makeForks(1);
    const cells = ["best", "behind", "behind too"].map((id) => {
      return { id, example: "wait", input: "bench", model: id, runtime: "node", planned: 15 };
    });
    const forks = cells.flatMap(({ id }) =>
      makeMs(id === "best" ? 10 : 20, 15).map((wallMs, round) => {
        return { cell: id, round, outcome: "done", figures: { wallMs } };
      }),
    );
    const metrics = run.metrics.filter(({ id }) => id === "wallMs");
    const [group] = summarize({ ...run, metrics, cells, forks }).groups;
    expect(group?.metrics.wallMs?.bestTied).toEqual(["best"]);
  });

  it("has an interval in a comparison from four forks on, and takes every comparison as asked for where a plan names none", () => {
    const [ofOne, ofThree, ofFour] = [1, 3, 4].map((forks) =>
      summarize(madeUpRun(forks)).groups.flatMap(({ metrics }) => metrics.wallMs?.comparisons ?? []),
    );
    expect(ofOne?.map(({ ratio }) => "low" in ratio)).not.toContain(true);
    // The interval of three against three would have no end: it would hold every ratio.
    expect(ofThree?.map(({ ratio }) => "low" in ratio)).not.toContain(true);
    expect(ofFour?.map(({ ratio }) => "low" in ratio)).toContain(true);
    expect(ofFour?.every(({ asked }) => asked)).toBe(true);
  });

  it("has no decisions where the plan asks for none", () => {
    expect(summary).not.toHaveProperty("decisions");
    expect(
      summarize({ ...run, asked: [["wait/promises/node", "wait/fibers/node"]] }).decisions,
    ).toMatchObject({
      asked: 1,
    });
  });

  it("inverts ratios if higher is better", () => {
    const threads = cellOf(summary, "wait/threads/node").figures;
    expect(waitsBy("rate")?.best).toBe(waitsBy("wallMs")?.best);
    expect(threads.rate?.toBest?.factor.estimate).toBeCloseTo(
      threads.wallMs?.toBest?.factor.estimate ?? 0,
      9,
    );
  });

  it("does not compare by a metric that is 0, but shows it", () => {
    expect(waitsBy("idle")).toBeUndefined();
    expect(cellOf(summary, "wait/promises/node").figures.idle).toMatchObject({ median: 0, tiedWith: [] });
  });

  it("relates time to the ideal", () => {
    const { overIdeal, median } = cellOf(summary, "wait/promises/node").figures.wallMs ?? {};
    expect(overIdeal?.estimate).toBeCloseTo((median ?? 0) / 20, 12);
    const values =
      cellOf(summary, "wait/promises/node").figures.wallMs?.values.map(({ value }) => value) ?? [];
    const { low, high } = medianInterval(values);
    expect(overIdeal).toEqual({ estimate: overIdeal?.estimate, low: low / 20, high: high / 20 });
    const ofForks = (forks: number) =>
      cellOf(summarize(madeUpRun(forks)), "wait/promises/node").figures.wallMs?.overIdeal;
    expect([ofForks(1), ofForks(2)].map((one) => one !== undefined && "low" in one)).toEqual([false, true]);
    expect(cellOf(summary, "wait/promises/node").figures.rate?.overIdeal).toBeUndefined();
    const atOnce = run.cells.map((cell) => ({ ...cell, ideal: { ms: 0, why: "nothing to do" } }));
    const [first] = summarize({ ...run, cells: atOnce }).cells;
    expect(first?.figures.wallMs?.overIdeal).toBeUndefined();
    expect(cellOf(summary, "grain/tasks=1/promises/node").figures.wallMs?.overIdeal).toBeUndefined();
  });

  it("compares duplicates only with their originals, and counts those called different", () => {
    expect(summary.proof).toMatchObject({ pairs: 2, different: 0 });
    expect(summary.proof.duplicates.filter(({ metric }) => metric === "wallMs")).toMatchObject([
      { runtime: "node", a: "wait/promises/node", b: "wait/promises/node/again" },
      { runtime: "bun", a: "wait/promises/bun", b: "wait/promises/bun/again" },
    ]);
    const inGroups = summary.groups.flatMap(({ cells }) => cells);
    expect(inGroups.some((id) => id.endsWith("again"))).toBe(false);
    const apart = { ...run, forks: run.forks.map((fork) => slower(fork, "wait/promises/bun/again")) };
    expect(summarize(apart).proof).toMatchObject({ pairs: 2, different: 1 });
  });

  it("counts duplicates as able to be called different from the first look on, and only with enough forks", () => {
    const ableWith = (forks: number, looks?: readonly number[]) => {
      const made = madeUpRun(forks);
      const rounds = Array.from({ length: forks }, (_, round) => round);
      const cells = made.cells.map((cell) => ({ ...cell, rounds }));
      const design = looks && sequentialDesign(looks);
      return summarize({ ...made, cells, design }).proof.able;
    };
    expect([ableWith(15), ableWith(5)]).toEqual([2, 0]);
    expect([ableWith(15, [15, 30]), ableWith(15, [16, 30])]).toEqual([2, 0]);
    const few = run.forks.filter(({ cell, round }) => cell !== "wait/promises/bun/again" || round < 5);
    expect(summarize({ ...run, forks: few }).proof).toMatchObject({ pairs: 2, able: 1 });
  });

  it("does not compare two cells without a common round: they were not interleaved", () => {
    const later = (id: string) => ({
      ...run,
      forks: run.forks.map((fork) => (fork.cell === id ? { ...fork, round: fork.round + 100 } : fork)),
    });
    const apart = summarize(later("wait/promises/node"));
    const pairsOf = ({ groups }: typeof summary) =>
      groups.find(({ example }) => example === "wait")?.metrics.wallMs?.comparisons.map(({ a, b }) => [a, b]);
    expect(pairsOf(apart)).toEqual(pairsOf(summary)?.filter((pair) => !pair.includes("wait/promises/node")));
    expect(pairsOf(apart)?.length).toBeGreaterThan(0);
    expect(apart.proof.pairs).toBe(1);
    const best = apart.groups.find(({ example }) => example === "wait")?.metrics.wallMs;
    const standing = (id: string) => apart.cells.find(({ cell }) => cell.id === id)?.figures.wallMs?.toBest;
    expect(standing("wait/promises/node")).toBeUndefined();
    expect(best?.bestTied).not.toContain("wait/promises/node");
    expect(standing("wait/fibers/node")?.best).toBe(best?.best);
  });

  it("fits what was swept, and finds where threads begin to be better", () => {
    const of = { example: "grain", sweep: "tasks", metric: "wallMs" };
    expect(summary.scalings.filter(({ metric }) => metric === "wallMs")).toHaveLength(4);
    const promises = summary.scalings.find(
      ({ model, metric }) => model === "promises" && metric === "wallMs",
    );
    expect(promises).toMatchObject({ ...of, parameter: "tasks", unit: "tasks" });
    expect(promises?.exponent.estimate).toBeCloseTo(1, 1);
    expect(promises?.points).toHaveLength(4);
    const crossovers = summary.crossovers.filter(({ metric }) => metric === "wallMs");
    expect(crossovers).toHaveLength(2);
    for (const crossover of crossovers) {
      expect(crossover).toMatchObject({ ...of, winsAbove: "threads", winsBelow: "promises", certainty: 1 });
      // The curves meet at 40; straight lines between 10 and 100 on logarithmic axes cross a little later.
      expect(crossover.at.estimate).toBeGreaterThan(40);
      expect(crossover.at.estimate).toBeLessThan(60);
    }
  });

  it("claims no more than the forks allow", () => {
    expect(summary.claim).toBe("verdicts");
    const quick = summarize(madeUpRun(5));
    expect(quick.claim).toBe("indicative");
    const verdicts = quick.groups
      .flatMap(({ metrics }) => Object.values(metrics))
      .flatMap((one) => one.comparisons);
    // 4 of 5 forks of one cell ended well: too few for a claim.
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(
      new Set(["indicative", "inconclusive", "unclaimed"]),
    );
    const smoke = summarize(madeUpRun(1));
    expect(smoke.claim).toBe("correctness");
    expect(smoke.groups[0]?.metrics.wallMs?.comparisons[0]?.verdict).toBe("unclaimed");
  });

  it("fits a curve with too few forks without intervals, and claims no crossover from it", () => {
    const { scalings, crossovers } = summarize(madeUpRun(1));
    expect(scalings.length).toBeGreaterThan(0);
    for (const { exponent, perUnit, points } of scalings) {
      expect([exponent, perUnit].map((one) => Object.keys(one))).toEqual([["estimate"], ["estimate"]]);
      expect(points).toHaveLength(4);
    }
    expect(crossovers).toEqual([]);
  });

  it("leaves a point of too few forks out of a fit and of a crossover", () => {
    const few = "grain/tasks=1000/promises/node";
    const forks = run.forks.filter(({ cell, round }) => cell !== few || round < 4);
    const { scalings, crossovers } = summarize({ ...run, forks });
    const promises = scalings.find(
      ({ model, runtime, metric }) => model === "promises" && runtime === "node" && metric === "wallMs",
    );
    expect(promises?.points.map(({ value }) => value)).toEqual([1, 10, 100]);
    expect(promises?.perUnit.low).toBeGreaterThan(0);
    expect(crossovers.filter(({ metric }) => metric === "wallMs")).toHaveLength(2);
  });

  it("does not draw a crossover through a point with too few forks", () => {
    const few = "grain/tasks=100/promises/node";
    const forks = run.forks.filter(({ cell, round }) => cell !== few || round < 4);
    const { crossovers } = summarize({ ...run, forks });
    const at = crossovers.find(({ runtime, metric }) => runtime === "node" && metric === "wallMs")?.at
      .estimate;
    // It is between 10 and 100; without that point, only between 10 and 1,000.
    expect(at).toBeGreaterThan(100);
  });

  describe("knees", () => {
    const limited = {
      ...run,
      metrics: run.metrics.map((metric) => (metric.id === "wallMs" ? { ...metric, limit: 50 } : metric)),
    };
    const kneeOf = (change: Partial<typeof run>) =>
      summarize({ ...limited, ...change }).knees.find(
        ({ model, runtime }) => model === "promises" && runtime === "node",
      );
    const last = "grain/tasks=1000/promises/node";

    it("are reported for complete curves", () => {
      expect(kneeOf({})).toMatchObject({ held: "until", certainty: 1, at: { low: 10, high: 100 } });
    });

    it.each([
      ["a value was not measured", run.forks.filter(({ cell }) => cell !== last)],
      [
        "a value was measured by too few forks",
        run.forks.filter((fork) => fork.cell !== last || fork.round < 4),
      ],
      [
        "a value gave no figure",
        run.forks.map((fork) => (fork.cell === last ? { ...fork, figures: { rate: 1 } } : fork)),
      ],
    ])("are not certain where %s", (_, forks) => {
      expect(kneeOf({ forks })).toMatchObject({ certainty: 0 });
    });

    it("do not wait for an unsupported value", () => {
      const cells = run.cells.map((cell) => (cell.id === last ? { ...cell, unsupported: "too many" } : cell));
      const forks = run.forks.filter(({ cell }) => cell !== last);
      expect(kneeOf({ cells, forks })).toMatchObject({ certainty: 1 });
    });
  });

  it("does not change with the order of forks", () => {
    const reversed = summarize({ ...run, forks: run.forks.toReversed() });
    const read = ({ cells, ...others }: Summary) => ({
      ...others,
      figures: cells.map(({ figures }) => figures),
    });
    expect(JSON.stringify(read(reversed))).toBe(JSON.stringify(read(summary)));
  });

  it("accepts a run that has just begun", () => {
    const begun = summarize({ ...run, forks: [] });
    expect(begun.claim).toBe("correctness");
    expect(begun.proof).toEqual({ duplicates: [], pairs: 0, different: 0, able: 0 });
    expect(cellOf(begun, "wait/promises/node").notCompared).toBe("no fork ended well");
  });

  it("rejects forks and duplicates of cells that do not exist", () => {
    const fork = { cell: "nowhere", round: 0, outcome: "done", figures: {} };
    expect(() => summarize({ ...run, forks: [fork] })).toThrow("Cannot summarize a fork of nowhere");
    const [first] = run.cells;
    if (first === undefined) throw new RangeError("There is no first cell");
    const lonely = { ...run, cells: [{ ...first, duplicateOf: "nowhere" }], forks: [] };
    expect(() => summarize(lonely)).toThrow("its duplicate nowhere is not in the plan");
  });
});

function slower<Fork extends { readonly cell: string; readonly figures: object }>(
  fork: Fork,
  cell: string,
): Fork {
  if (fork.cell !== cell) return fork;
  const figures = Object.entries(fork.figures).map(([metric, value]) => [metric, value * 1.3]);
  return { ...fork, figures: Object.fromEntries(figures) };
}
