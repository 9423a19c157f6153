import { describe, expect, it } from "vitest";
import { changedFunctions, compareTrees, foldStacks, parseCpuProfile } from "../src/index.ts";
import { profileText, type Stretch } from "./profiles.ts";

const root = "/app";
const samplesOf = (stretches: readonly Stretch[]) => parseCpuProfile(profileText(stretches), "p").samples;

const before: readonly Stretch[] = [
  { stack: ["main /app/a.ts", "steady /app/a.ts"], us: 600 },
  { stack: ["main /app/a.ts", "grows /app/a.ts"], us: 200 },
  { stack: ["main /app/a.ts", "goes /app/a.ts", "deep /app/a.ts"], us: 200 },
];
const after: readonly Stretch[] = [
  { stack: ["main /app/a.ts", "steady /app/a.ts"], us: 600 },
  { stack: ["main /app/a.ts", "grows /app/a.ts", "now"], us: 500 },
];

describe("foldStacks()", () => {
  it("gives each function its own time and that of what it called, a unit of work", () => {
    const tree = foldStacks(samplesOf(before), 2, { root });
    const main = tree.children.get("main a.ts");
    expect(tree.total).toBe(500);
    expect(main).toMatchObject({ total: 500, self: 0 });
    expect(main?.children.get("goes a.ts")).toMatchObject({ total: 100, self: 0 });
    expect(main?.children.get("steady a.ts")).toMatchObject({ total: 300, self: 300 });
  });

  it.each([0, -1, Number.NaN])("refuses %s units of work", (units) => {
    expect(() => foldStacks([], units, { root })).toThrow(RangeError);
  });
});

describe("compareTrees()", () => {
  it("holds both times of every stack that is in one of them", () => {
    const tree = compareTrees(
      foldStacks(samplesOf(before), 1, { root }),
      foldStacks(samplesOf(after), 1, { root }),
    );
    const main = tree.children[0];
    const times = Object.fromEntries(
      main?.children.map(({ name, before, after }) => [name, [before.total, after.total]]) ?? [],
    );
    expect(times).toEqual({ steady: [600, 600], grows: [200, 500], goes: [200, 0] });
  });

  it("rejects two missing trees", () => {
    expect(() => compareTrees(undefined, undefined)).toThrow(TypeError);
  });
});

describe("changedFunctions()", () => {
  it("puts the largest change first, and gives native code to its caller", () => {
    const changes = changedFunctions(
      { samples: samplesOf(before), units: 1 },
      { samples: samplesOf(after), units: 1 },
      { root },
    );
    expect(changes.map(({ name, before, after }) => [name, before, after])).toEqual([
      ["grows", 200, 500],
      ["deep", 200, 0],
      ["steady", 600, 600],
    ]);
  });

  it("compares times of a unit of work, however many units each side covers", () => {
    const same = changedFunctions(
      { samples: samplesOf(before), units: 1 },
      { samples: samplesOf([...before, ...before]), units: 2 },
      { root },
    );
    for (const { before, after } of same) expect(after).toBeCloseTo(before);
  });
});
