import { type ForkRecord, mergeRuns, openJournal, type Plan, RunsDiffer, readRun } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { allForks, environment, forkOf, makeRun, plan, scratch } from "./made-up.ts";

async function run(
  folder: string,
  its: Plan,
  forks: readonly ForkRecord[],
  where = environment,
): Promise<string> {
  await makeRun(folder, its, where);
  await using journal = await openJournal(folder);
  for (const fork of forks) await journal.append({ ...fork, plan: its.id });
  return folder;
}

describe("mergeRuns()", () => {
  it("merges shards, and keeps their rounds separate", async () => {
    await using folder = await scratch();
    const [promises, fibers] = plan.cells;
    const shard = (index: number, cells: Plan["cells"]): Plan => ({
      ...plan,
      cells,
      rounds: [{ kind: "time", order: [0] }],
      shard: { index, of: 2 },
    });
    const one = await run(folder.at("1"), shard(1, [promises as never]), [forkOf(0, 0)]);
    const two = await run(folder.at("2"), shard(2, [fibers as never]), [forkOf(0, 1)]);
    const merged = await mergeRuns([one, two], folder.at("whole"));
    expect(merged).toMatchObject({ forks: 2, duplicates: 0, skipped: [] });
    const whole = await readRun(folder.at("whole"));
    expect(whole.plan.cells).toEqual(plan.cells);
    expect(whole.plan.shard).toBeUndefined();
    expect(whole.forks.map(({ round, cell }) => [round, cell])).toEqual([
      [0, promises?.id],
      [1, fibers?.id],
    ]);
    expect(whole).toMatchObject({ skipped: [], missing: 0 });
  });

  it("merges shards whose budgets left them other looks, by the stricter design", async () => {
    await using folder = await scratch();
    const shard = (
      index: number,
      looks: readonly number[],
      level: number,
      budget?: Plan["budget"],
    ): Plan => ({
      ...plan,
      cells: [plan.cells[index - 1] as Plan["cells"][number]],
      rounds: [{ kind: "time", order: [0] }],
      shard: { index, of: 2 },
      sequence: { looks, level, intervalLevel: 0.05, band: 1.03, stopsAtClose: true, asked: [] },
      ...(budget === undefined ? {} : { budget }),
    });
    const fixed = { ms: 1_000, fixed: true };
    const few = await run(folder.at("few"), shard(1, [4], 0.01, fixed), [forkOf(0, 0)]);
    const many = await run(folder.at("many"), shard(2, [6, 8], 0.006, fixed), [forkOf(0, 1)]);
    await mergeRuns([few, many], folder.at("whole"));
    const { sequence } = (await readRun(folder.at("whole"))).plan;
    expect(sequence).toMatchObject({ looks: [6, 8], level: 0.006 });
    // Where no budget decided it, other looks were asked for.
    const asked = await run(folder.at("asked"), shard(1, [4], 0.01), [forkOf(0, 0)]);
    await expect(mergeRuns([asked, many], folder.at("no"))).rejects.toThrow("they differ in the looks");
  });

  it("takes a fork once if it is in two copies of a run", async () => {
    await using folder = await scratch();
    const half = await run(folder.at("half"), plan, allForks.slice(0, 2));
    const all = await run(folder.at("all"), plan, allForks);
    const merged = await mergeRuns([half, all], folder.at("whole"));
    expect(merged).toMatchObject({ forks: 4, duplicates: 2 });
    expect((await readRun(folder.at("whole"))).missing).toBe(0);
  });

  it("records that one part was measured from a changed checkout, if the measured sources are the same", async () => {
    await using folder = await scratch();
    const same = { ...environment, fingerprint: "abc" };
    const clean = await run(folder.at("clean"), plan, allForks.slice(0, 2), same);
    const dirty = await run(folder.at("dirty"), plan, allForks.slice(2), { ...same, dirty: true });
    await mergeRuns([clean, dirty], folder.at("whole"));
    expect((await readRun(folder.at("whole"))).environment).toMatchObject({
      commit: "c0ffee",
      ...same,
      dirty: true,
    });
  });

  it.each([
    ["two changed checkouts", { dirty: true, fingerprint: "abc" }, { dirty: true, fingerprint: "def" }],
    ["a changed checkout and a clean one", { fingerprint: "abc" }, { dirty: true, fingerprint: "def" }],
    ["changed checkouts of which nobody recorded what was measured", { dirty: true }, { dirty: true }],
    ["checkouts of which one has no record", { dirty: true, fingerprint: "abc" }, {}],
  ])("refuses runs of %s", async (_, one, other) => {
    await using folder = await scratch();
    const a = await run(folder.at("a"), plan, allForks.slice(0, 2), { ...environment, ...one });
    const b = await run(folder.at("b"), plan, allForks.slice(2), { ...environment, ...other });
    await expect(mergeRuns([a, b], folder.at("whole"))).rejects.toThrow(RunsDiffer);
    await expect(mergeRuns([a, b], folder.at("whole"))).rejects.toThrow(
      /fingerprints are abc and def|and not recorded: measure both/,
    );
  });

  it("joins what shards left out of the comparison with a base, and refuses shards with other bases", async () => {
    await using folder = await scratch();
    const part = (name: string, of: number, what: string) =>
      run(
        folder.at(`${what}-${of}`),
        { ...plan, shard: { index: of, of: 2 }, against: { name, leftOut: [{ what, why: "it is new" }] } },
        of === 1 ? allForks.slice(0, 2) : allForks.slice(2),
        environment,
      );
    const [a, b] = [await part("main", 1, "fib"), await part("main", 2, "log")];
    await mergeRuns([a, b], folder.at("whole"));
    const { plan: merged } = await readRun(folder.at("whole"));
    expect(merged.against?.leftOut.map(({ what }) => what)).toEqual(["fib", "log"]);
    const other = await part("next", 2, "mutex");
    await expect(mergeRuns([a, other], folder.at("no"))).rejects.toThrow(
      /differ in what they are compared with/,
    );
  });

  it("names the files that differ, of the base revision too", async () => {
    await using folder = await scratch();
    const sources = (hash: string) => ({
      ...environment,
      fingerprint: hash,
      sources: { "packages/promises/src/fib.ts": hash, "package-lock.json": "same" },
    });
    const a = await run(folder.at("a"), plan, allForks.slice(0, 2), sources("abc"));
    // Neither is called dirty: an untracked file may be what differs.
    const b = await run(folder.at("b"), plan, allForks.slice(2), sources("def"));
    await expect(mergeRuns([a, b], folder.at("whole"))).rejects.toThrow(
      /: packages\/promises\/src\/fib\.ts differs: measure both/,
    );
    const c = await run(folder.at("c"), plan, allForks.slice(0, 2), { ...environment, base: sources("abc") });
    const d = await run(folder.at("d"), plan, allForks.slice(2), { ...environment, base: sources("def") });
    await expect(mergeRuns([c, d], folder.at("whole"))).rejects.toThrow(/fib\.ts differs/);
  });

  it("keeps what disturbed a machine in any of its parts, whatever their order", async () => {
    await using folder = await scratch();
    const seen = (weight: "good" | "bad") => ({
      ...environment,
      machines: environment.machines.map((machine) => ({
        ...machine,
        conditions: [{ id: "load-during", weight, what: weight }],
      })),
    });
    const good = await run(folder.at("good"), plan, allForks.slice(0, 2), seen("good"));
    const bad = await run(folder.at("bad"), plan, allForks.slice(2), seen("bad"));
    for (const [i, parts] of [
      [good, bad],
      [bad, good],
    ].entries()) {
      await mergeRuns(parts, folder.at(`whole-${i}`));
      const { machines } = (await readRun(folder.at(`whole-${i}`))).environment;
      expect(machines.map(({ conditions }) => conditions)).toEqual([
        [{ id: "load-during", weight: "bad", what: "bad" }],
      ]);
    }
  });

  it("adds the forks of another machine as separate rounds", async () => {
    await using folder = await scratch();
    const there = {
      ...environment,
      machines: environment.machines.map((machine) => ({ ...machine, id: "m2" })),
    };
    const here = await run(folder.at("here"), plan, allForks);
    const other = await run(
      folder.at("there"),
      { ...plan, madeAt: "2026-11-24T00:00:00.000Z" },
      allForks,
      there,
    );
    const { plan: whole } = await mergeRuns([here, other], folder.at("whole"));
    expect(whole.rounds).toHaveLength(4);
    expect(whole.profile.forks).toBe(4);
    expect((await readRun(folder.at("whole"))).environment.machines.map(({ id }) => id)).toEqual([
      "m1",
      "m2",
    ]);
  });

  it("rejects copies of one run that continued differently, and names the difference", async () => {
    await using folder = await scratch();
    const one = await run(folder.at("1"), plan, [forkOf(0, 0, 400)]);
    const two = await run(folder.at("2"), plan, [forkOf(0, 0, 500)]);
    await expect(mergeRuns([one, two], folder.at("whole"))).rejects.toThrow(
      /promises\/node@26\.10\.0 in round 0/,
    );
  });

  it.each<[string, Partial<Plan>]>([
    ["the number of threads, 2 against 4", { threads: 4 }],
    ["the measuring time in milliseconds, 60 against 200", { profile: { ...plan.profile, measureMs: 200 } }],
    [
      "the input of say-after/test",
      { cases: plan.cases.map((one) => ({ ...one, value: { lines: ["x"] } })) },
    ],
  ])("refuses runs that differ in %s", async (what, change) => {
    await using folder = await scratch();
    const one = await run(folder.at("1"), plan, []);
    const two = await run(folder.at("2"), { ...plan, id: "def", ...change }, []);
    const merging = mergeRuns([one, two], folder.at("whole"));
    await expect(merging).rejects.toBeInstanceOf(RunsDiffer);
    await expect(merging).rejects.toThrow(what);
  });

  it("compares each run with each: the first may lack what the others differ in", async () => {
    await using folder = await scratch();
    const none = await run(folder.at("0"), { ...plan, id: "none", cases: [], cells: [], rounds: [] }, []);
    const one = await run(folder.at("1"), plan, []);
    const cases = plan.cases.map((it) => ({ ...it, value: { lines: ["x"] } }));
    const two = await run(folder.at("2"), { ...plan, id: "def", cases }, []);
    await expect(mergeRuns([none, one, two], folder.at("whole"))).rejects.toThrow(
      "the input of say-after/test",
    );
  });

  it("rejects an empty list", async () => {
    await expect(mergeRuns([], "/nowhere")).rejects.toThrow(RangeError);
  });
});
