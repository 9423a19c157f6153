import { makePlan, resumeRun, runPlan } from "@byturns/lab";
import { readPlan, readRun } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { type Executor, runtimesOf, thisMachine } from "../src/executor.ts";
import { threadsAcross } from "../src/plan/cores.ts";
import { withoutCutOff } from "../src/plan/cut-off.ts";
import { catalog, runtime, scratch, suiteOf } from "./laboratory.ts";

const options = { runtimes: [runtime], profile: "smoke", seed: 7 } as const;

describe("a suite with cutOffMs", () => {
  it("tries a cell that it cuts off once, records it as such, and does not count it as bad", async () => {
    await using folder = await scratch();
    const suite = { ...suiteOf("answers rightly", "computes for ever"), cutOffMs: 4_000 };
    const plan = makePlan(catalog, { ...options, suite, forks: 3 });
    const end = await runPlan(catalog, plan, folder.at("run"));
    const duplicated =
      plan.cells.find(({ duplicateOf }) => duplicateOf !== undefined)?.input === "computes for ever";
    expect(end).toMatchObject({
      ended: "complete",
      bad: 0,
      forks: duplicated ? 5 : 7,
      done: duplicated ? 5 : 7,
    });
    const { forks } = await readRun(folder.at("run"));
    const cut = forks.filter(({ cell }) => cell.includes("computes"));
    expect(cut.map(({ outcome }) => outcome)).toEqual(cut.map(() => ({ _tag: "timedOut", limitMs: 4_000 })));
    expect(cut.every(({ round }) => round === 0)).toBe(true);
    expect((await readPlan(folder.at("run"))).cutOff).toEqual({ fixed: true });
  });

  it("counts a fork as bad when a limit ends it in a later round: it fitted before", async () => {
    await using folder = await scratch();
    const suite = { ...suiteOf("answers rightly"), cutOffMs: 20_000 };
    const plan = makePlan(catalog, { ...options, suite, forks: 2 });
    await using here = await thisMachine(catalog, await runtimesOf(catalog, plan));
    const executor: Executor = {
      ...here,
      async *run(...asked) {
        for await (const { record, trace } of here.run(...asked)) {
          const outcome =
            record.round === 0 ? record.outcome : { _tag: "timedOut" as const, limitMs: 20_000 };
          yield { record: { ...record, outcome }, trace };
        }
      },
    };
    const end = await runPlan(catalog, plan, folder.at("run"), { executor });
    expect(end).toMatchObject({ ended: "complete", done: 4, bad: 2 });
    // The same when the run is read back to be resumed.
    expect(await resumeRun(catalog, folder.at("run"))).toMatchObject({ done: 4, bad: 2 });
  });

  it("still counts a fork as bad when it fails for another reason", async () => {
    await using folder = await scratch();
    const plan = makePlan(catalog, { ...options, suite: { ...suiteOf("fails"), cutOffMs: 20_000 } });
    expect(await runPlan(catalog, plan, folder.at("run"))).toMatchObject({ ended: "complete", bad: 2 });
  });
});

describe("withoutCutOff()", () => {
  const plan = makePlan(catalog, { ...options, suite: suiteOf("answers rightly", "fails"), forks: 3 });
  const duplicate = plan.cells.find(({ duplicateOf }) => duplicateOf !== undefined);

  it.each([
    ["the cell", duplicate?.duplicateOf ?? ""],
    ["its duplicate", duplicate?.id ?? ""],
  ])("leaves out %s together with the other, after the first round", (_, cut) => {
    const { rounds } = withoutCutOff(plan, new Set([cut]));
    const ids = rounds.map(({ order }) => order.map((i) => plan.cells[i]?.id));
    expect(rounds[0]).toEqual(plan.rounds[0]);
    for (const round of ids.slice(1)) {
      expect(round).not.toContain(duplicate?.id);
      expect(round).not.toContain(duplicate?.duplicateOf);
      expect(round).toHaveLength(1);
    }
  });
});

describe("makePlan()", () => {
  const withCases = (...cases: readonly object[]) => ({
    id: "test",
    cases: cases.map((one) => ({ example: "rogue", ...one })),
  });

  it("gives each point of a case across the cores its own P, up to twice the cores", () => {
    const suite = withCases({ input: "fails", cores: true });
    const plan = makePlan(catalog, { ...options, suite, profile: "full" });
    const given = plan.cases.map(({ threads }) => threads);
    expect(plan.cases.map(({ sweep }) => sweep?.value)).toEqual(given);
    expect(given.slice(0, 2)).toEqual([1, 2]);
    const most = given.at(-1) as number;
    const quick = makePlan(catalog, { ...options, suite, profile: "quick" }).cases;
    expect(new Set(quick.map(({ threads }) => threads))).toEqual(new Set([1, most / 2, most]));
    expect(new Set(plan.cells.map(({ id }) => id)).size).toBe(plan.cells.length);
  });

  it("plans a case only for the models that it names, and leaves it out if none of them takes part", () => {
    const suite = withCases(
      { input: "fails", models: ["promises"] },
      { input: "crashes", models: ["threads"] },
    );
    const { cases, cells } = makePlan(catalog, { ...options, suite, models: ["promises"] });
    expect(cases.map(({ input }) => input)).toEqual(["fails"]);
    expect(new Set(cells.map(({ model }) => model))).toEqual(new Set(["promises"]));
  });

  it("takes the first three values of a sweep for a quick look, and all of them otherwise", () => {
    const suite = withCases({ sweep: "size", values: [5, 1, 3, 2] });
    const valuesIn = (profile: "quick" | "full") =>
      makePlan(catalog, { ...options, suite, profile }).cases.map(({ sweep }) => sweep?.value);
    expect(valuesIn("quick")).toEqual([1, 3, 5]);
    expect(valuesIn("full")).toEqual([1, 2, 3, 5]);
  });

  it("leaves marked cases out of a quick look, and measures for a share of the profile's time", () => {
    const suite = { ...withCases({ input: "fails" }, { input: "crashes", quick: false }), share: 0.2 };
    const quick = makePlan(catalog, { ...options, suite, profile: "quick" });
    expect(quick.cases).toHaveLength(1);
    expect(quick.profile).toMatchObject({ warmUpMs: 10, measureMs: 6 });
    expect(makePlan(catalog, { ...options, suite, profile: "full" }).cases).toHaveLength(2);
  });
});

describe("threadsAcross()", () => {
  it.each([
    [1, [1, 2]],
    [1.5, [1, 2]],
    [2, [1, 2, 4, 3]],
    [3, [1, 3, 6, 2, 4]],
    [6, [1, 6, 12, 2, 3, 4, 8]],
    [16, [1, 16, 32, 2, 3, 4, 6, 8, 12, 24]],
  ])("goes from 1 to twice of %d cores, what a quick look takes first", (cores, steps) => {
    expect(threadsAcross(cores)).toEqual(steps);
  });
});
