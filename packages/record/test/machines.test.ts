import { byMachine, type ForkRecord, isMachineName, onMachines, type Run } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { environment, forkOf, plan } from "./made-up.ts";

const [machine] = environment.machines;
const [promises, fibers] = plan.cells;
if (machine === undefined || promises === undefined || fibers === undefined) throw new Error("All are there");
const trace = { spans: [], lines: [], wallMs: 1 };

/** A run of two rounds on several machines, whose forks record where they were made. */
function runOn(
  machines: readonly (Partial<typeof machine> & { readonly id: string })[],
  forks: readonly ForkRecord[],
  its = plan,
): Run {
  const planned = its.rounds.reduce((sum, { order }) => sum + order.length, 0);
  return {
    folder: "run",
    plan: its,
    environment: { ...environment, machines: machines.map((one) => Object.assign({}, machine, one)) },
    forks,
    traces: new Map(),
    skipped: [],
    missing: planned - forks.length,
  };
}
const on = (id: string, round: number, position: number): ForkRecord => ({
  ...forkOf(round, position),
  machine: id,
});
const both = [on("a", 0, 0), on("a", 0, 1), on("b", 1, 0), on("b", 1, 1)];

describe("byMachine()", () => {
  it("returns a run of one machine unchanged", () => {
    const run = runOn([{ id: "a" }], [on("a", 0, 0), on("a", 1, 1)]);
    expect(byMachine(run)).toEqual([{ name: "linux-x64", run }]);
    expect(byMachine(run)[0]?.run).toBe(run);
  });

  it("splits what several machines measured, each with its forks, rounds and machine", () => {
    const parts = byMachine(
      runOn(
        [
          { id: "a", name: "m1" },
          { id: "b", name: "m2" },
        ],
        both,
      ),
    );
    expect(parts.map(({ name, run }) => [name, run.missing, run.forks.map(({ round }) => round)])).toEqual([
      ["m1", 0, [0, 0]],
      ["m2", 0, [1, 1]],
    ]);
    expect(parts.map(({ run }) => run.plan.profile.forks)).toEqual([1, 1]);
    expect(parts.map(({ run }) => run.environment.machines.map(({ id }) => id))).toEqual([["a"], ["b"]]);
  });

  it("keeps machines together if they have cases of their own, as shards do", () => {
    const cells = [promises, { ...fibers, id: "other/test/fibers/node@26.10.0", example: "other" }];
    const cases = plan.cases.flatMap((one) => [one, { ...one, example: "other" }]);
    const rounds = [0, 1].map((i) => ({ kind: "time" as const, order: [i] }));
    const forks = cells.map(({ id }, i) => ({ ...on(i === 0 ? "a" : "b", i, 0), cell: id }));
    const run = runOn([{ id: "a" }, { id: "b" }], forks, { ...plan, cells, cases, rounds });
    expect(byMachine(run)).toEqual([{ name: "linux-x64", run }]);
  });

  it("has in a part no case that only another machine was to measure", () => {
    const cells = [...plan.cells, { ...fibers, id: "other/test/fibers/node@26.10.0", example: "other" }];
    const cases = plan.cases.flatMap((one) => [one, { ...one, example: "other" }]);
    const rounds = [...plan.rounds, { kind: "time" as const, order: [2] }];
    const own = { ...on("b", 2, 0), cell: cells[2]?.id ?? "" };
    const run = runOn([{ id: "a" }, { id: "b" }], [...both, own], { ...plan, cells, cases, rounds });
    const [first, second] = byMachine(run).map((part) => part.run);
    expect(first?.plan.cells).toEqual(plan.cells);
    expect(first?.plan.cases).toEqual(plan.cases);
    expect(second?.plan.cells).toEqual(cells);
    expect(first?.missing).toBe(0);
    expect(second?.missing).toBe(0);
  });

  it("attributes a missing fork to the machine of the rest of its round, or of the round before", () => {
    const rounds = [...plan.rounds, ...plan.rounds];
    const forks = [on("a", 0, 0), on("a", 0, 1), on("b", 2, 0)];
    const parts = byMachine(runOn([{ id: "a" }, { id: "b" }], forks, { ...plan, rounds }));
    expect(parts.map(({ run }) => run.missing)).toEqual([2, 3]);
  });

  it("assigns a trace to the machine that made it, and to none if that is not recorded", () => {
    const of = (cell: string, at?: string) =>
      [cell, { schema: 2, cell, round: 0, trace, ...(at === undefined ? {} : { machine: at }) }] as const;
    const run = { ...runOn([{ id: "a" }, { id: "b" }], both), traces: new Map([of("x", "b"), of("y")]) };
    expect(byMachine(run).map((part) => [...part.run.traces.keys()])).toEqual([[], ["x"]]);
  });

  it.each<[string, readonly (Partial<typeof machine> & { id: string })[], readonly string[]]>([
    [
      "their names",
      [
        { id: "a", name: "m1" },
        { id: "b", name: "m2" },
      ],
      ["m1", "m2"],
    ],
    [
      "what they are, where they have none",
      [{ id: "a" }, { id: "b", arch: "arm64" }],
      ["linux-x64", "linux-arm64"],
    ],
    ["their ids, where they are alike", [{ id: "a" }, { id: "b" }], ["a", "b"]],
    [
      "no name that leads elsewhere",
      [
        { id: "a", name: "../x" },
        { id: "b", name: "plan.json" },
      ],
      ["a", "b"],
    ],
    [
      "no id that does",
      [
        { id: "..", name: "M" },
        { id: "b", name: "m" },
      ],
      ["part-1", "b"],
    ],
  ])("names its parts by %s", (_, machines, names) => {
    const [a = "", b = ""] = machines.map(({ id }) => id);
    const forks = both.map((fork, i) => ({ ...fork, machine: i < 2 ? a : b }));
    expect(byMachine(runOn(machines, forks)).map(({ name }) => name)).toEqual(names);
  });
});

describe("onMachines()", () => {
  const whole = runOn([{ id: "a" }, { id: "b" }], both);

  it("returns the part of a run that these machines measured, and only these machines", () => {
    const { forks, environment: its, missing } = onMachines(whole, new Set(["b", "nobody"]));
    expect(forks).toEqual(both.slice(2));
    expect(its.machines.map(({ id }) => id)).toEqual(["b"]);
    expect(missing).toBe(0);
  });

  it("returns the unchanged run if all of it is theirs", () => {
    expect(onMachines(whole, new Set(["a", "b"]))).toBe(whole);
    const byStranger = runOn([{ id: "a" }], both);
    expect(onMachines(byStranger, new Set(["a"])).forks).toEqual(both.slice(0, 2));
  });
});

describe("isMachineName()", () => {
  it.each(["m1", "M-1.local", "a_b", "x".repeat(63)])("accepts %s", (name) => {
    expect(isMachineName(name)).toBe(true);
  });
  it.each(["", ".", "..", "../a", "a/b", "a\\b", "traces", "plan.json", "report.md", "x".repeat(64), "-a"])(
    "rejects %j",
    (name) => expect(isMachineName(name)).toBe(false),
  );
});
