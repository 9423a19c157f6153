// What each option and each field of a suite does to a plan, one at a time.
import { type Catalog, makePlan, type PlannedSuite, type PlanOptions } from "@byturns/lab";
import type { OutcomeTag } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { limitOf } from "../src/fork/limit.ts";
import { threadsAcross, usableCores } from "../src/plan/cores.ts";
import { endsAtLimits, withoutCutOff } from "../src/plan/cut-off.ts";
import { catalog, runtime, suiteOf } from "./laboratory.ts";

const suite = suiteOf("answers rightly", "fails");
const options: PlanOptions = { suite, runtimes: [runtime], seed: 7 };
const planOf = (more: Partial<PlanOptions> = {}) => makePlan(catalog, { ...options, ...more });
const ofSuite = (more: Partial<PlannedSuite>, rest: Partial<PlanOptions> = {}) =>
  planOf({ suite: { ...suite, ...more }, ...rest });
const withSpec = (more: Partial<AnySpec>): Catalog => ({
  ...catalog,
  specs: { rogue: { ...(catalog.specs.rogue as AnySpec), ...more } as AnySpec },
});

describe("a plan's bounds", () => {
  it.each<[string, Partial<PlanOptions>]>([
    ["forks", { forks: 200 }],
    ["threads", { threads: 1_024 }],
    ["seed", { seed: 0 }],
    ["seed", { seed: 2 ** 32 - 1 }],
    ["resourceForks", { resourceForks: 200 }],
    ["resourceForks", { resourceForks: 0 }],
    ["timeLimitMs", { timeLimitMs: 1 }],
    ["timeLimitMs", { timeLimitMs: 86_400_000 }],
    ["budgetMs", { budgetMs: 1 }],
    ["budgetMs", { budgetMs: 604_800_000 }],
    ["share", { suite: { ...suite, share: 0.01 } }],
    ["share", { suite: { ...suite, share: 10 } }],
    ["shard", { shard: { index: 2, of: 2 } }],
  ])("take %s of %j", (_, more) => {
    expect(planOf(more).cells.length).toBeGreaterThan(0);
  });

  it.each<[string, Partial<PlanOptions>]>([
    ["forks of 201: it must be from 1 to 200", { forks: 201 }],
    ["threads of 1025: it must be from 1 to 1024", { threads: 1_025 }],
    ["threads of 1.5: it must be an integer from 1 to 1024", { threads: 1.5 }],
    ["seed of 4294967296: it must be from 0 to 4294967295", { seed: 2 ** 32 }],
    ["resourceForks of -1: it must be from 0 to 200", { resourceForks: -1 }],
    ["resourceForks of 201: it must be from 0 to 200", { resourceForks: 201 }],
    ["timeLimitMs of 0.5: it must be from 1 to 86400000", { timeLimitMs: 0.5 }],
    ["timeLimitMs of 86400001: it must be from 1 to 86400000", { timeLimitMs: 86_400_001 }],
    ["timeLimitMs of NaN", { timeLimitMs: Number.NaN }],
    ["budgetMs of 0.5: it must be from 1 to 604800000", { budgetMs: 0.5 }],
    ["budgetMs of 604800001", { budgetMs: 604_800_001 }],
    ["share of 0.009: it must be from 0.01 to 10", { suite: { ...suite, share: 0.009 } }],
    ["share of 10.1", { suite: { ...suite, share: 10.1 } }],
    ["Cannot take shard 0/2: it must be between 1/2 and 2/2", { shard: { index: 0, of: 2 } }],
    ["Cannot take shard 1.5/2", { shard: { index: 1.5, of: 2 } }],
    ["the number of shards of 0: it must be from 1 to 10000", { shard: { index: 1, of: 0 } }],
    ["the number of shards of 10001", { shard: { index: 1, of: 10_001 } }],
    [
      "Cannot make a plan of nothing: the suite test has 0 cases",
      { suite: { id: "test", cases: [{ example: "rogue", input: "fails", models: ["actors"] }] } },
    ],
  ])("refuse %s", (message, more) => {
    expect(() => planOf(more)).toThrow(RangeError);
    expect(() => planOf(more)).toThrow(message);
  });

  it("need one seed for all shards, and none for a whole plan", () => {
    const { seed: _, ...unseeded } = options;
    const seeds = Array.from({ length: 8 }, () => makePlan(catalog, unseeded).seed);
    // Of seeds from all 32 bits, eight below 2^24 are seen once in 10^19 times.
    expect(Math.max(...seeds)).toBeGreaterThan(2 ** 24);
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
    expect(() => makePlan(catalog, { ...unseeded, shard: { index: 1, of: 2 } })).toThrow("the same seed");
  });

  it("name the input that does not fit its schema", () => {
    const broken = withSpec({ inputs: { fails: { behave: 7 } } as never });
    const one = { id: "test", cases: [{ example: "rogue", input: "fails" }] };
    expect(() => makePlan(broken, { ...options, suite: one })).toThrow(TypeError);
    expect(() => makePlan(broken, { ...options, suite: one })).toThrow(
      /^The input fails of rogue does not fit its schema: ./,
    );
  });
});

describe("a plan's fields", () => {
  it("are as the options and the suite say, and otherwise the defaults", () => {
    const plain = planOf();
    expect(plain).toMatchObject({ schema: 2, suite: "test", seed: 7, timeLimitMs: 60_000 });
    expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(["budget"]));
    for (const absent of ["budget", "shard", "cutOff", "against"]) expect(plain).not.toHaveProperty(absent);
    expect(planOf({ threads: 3 }).threads).toBe(3);
    expect(planOf({ timeLimitMs: 5_000 }).timeLimitMs).toBe(5_000);
    expect(planOf({ budgetMs: 9_000 }).budget).toEqual({ ms: 9_000, fixed: false });
    expect(planOf({ shard: { index: 1, of: 2 } }).shard).toEqual({ index: 1, of: 2 });
    const cutOff = ofSuite({ cutOffMs: 4_000 });
    expect(cutOff).toMatchObject({ timeLimitMs: 4_000, cutOff: { fixed: false } });
    expect(ofSuite({ cutOffMs: 4_000 }, { timeLimitMs: 5_000 }).timeLimitMs).toBe(5_000);
  });

  it("name the models of the options, of the suite, the usual ones, or all, in this order", () => {
    const usual = { ...catalog, usualModels: ["threads", "promises"] };
    expect(planOf().models).toEqual(["promises", "threads"]);
    expect(makePlan(usual, options).models).toEqual(["threads", "promises"]);
    const ofPromises = { ...options, suite: { ...suite, models: ["promises"] } };
    expect(makePlan(usual, ofPromises).models).toEqual(["promises"]);
    expect(makePlan(usual, { ...ofPromises, models: ["promises", "threads"] }).models).toEqual([
      "promises",
      "threads",
    ]);
  });

  it("keep only the examples that were asked for", () => {
    const two = {
      ...catalog,
      specs: { ...catalog.specs, other: { ...(catalog.specs.rogue as AnySpec), id: "other" } },
    };
    const cases = ["rogue", "other"].map((example) => ({ example, input: "fails" }));
    const plan = makePlan(two, { ...options, suite: { id: "test", cases }, examples: ["other"] });
    expect(plan.cases.map(({ example }) => example)).toEqual(["other"]);
  });

  it("record how a runtime is started only where it was varied, and know it by that", () => {
    const flags = ["--flag"];
    const environment = { NAME: "value" };
    const varied = [
      { ...runtime, key: "a", flags },
      { ...runtime, key: "b", environment },
      { ...runtime, key: "c" },
    ];
    const { runtimes } = planOf({ runtimes: varied as never });
    expect(runtimes.map(({ flags, environment }) => ({ flags, environment }))).toEqual([
      { flags, environment: undefined },
      { flags: undefined, environment },
      { flags: undefined, environment: undefined },
    ]);
    expect(runtimes[2]).not.toHaveProperty("flags");
    expect(runtimes[2]).not.toHaveProperty("environment");
    const idOf = (more: object) => planOf({ runtimes: [{ ...runtime, ...more }] as never }).id;
    expect(idOf({ path: "/elsewhere/node" })).toBe(idOf({}));
    expect(idOf({ version: "2.0.0" })).toBe(idOf({}));
    expect(idOf({ flags })).not.toBe(idOf({}));
    expect(idOf({ flags, version: "2.0.0" })).not.toBe(idOf({ flags }));
    expect(idOf({ environment })).not.toBe(idOf({}));
  });

  it("make another plan of another question: more pairs, another budget, fixed looks", () => {
    const ids = [{}, { allPairs: true }, { budgetMs: 60_000 }, { fixed: true }, { threads: 3 }].map(
      (more) => planOf({ profile: "full", ...more }).id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(planOf({ allPairs: false }).id).toBe(planOf().id);
    expect(planOf().id).toMatch(/^[0-9a-f]{12}$/);
  });
});

describe("a plan's cells", () => {
  it("are of the models that their case names, or of all", () => {
    const cases = [{ input: "fails", models: ["promises"] }, { input: "crashes" }];
    const { cells } = ofSuite({ cases: cases.map((one) => ({ example: "rogue", ...one })) });
    const firsts = cells.filter(({ duplicateOf }) => duplicateOf === undefined);
    expect(firsts.map(({ input, model }) => [input, model])).toEqual([
      ["fails", "promises"],
      ["crashes", "promises"],
      ["crashes", "threads"],
    ]);
  });

  it("say that they are not supported only where that is so", () => {
    const { cells } = planOf();
    expect(cells.filter((cell) => "unsupported" in cell).map(({ model }) => model)).toEqual([
      "threads",
      "threads",
    ]);
  });
});

describe("a plan's duplicates", () => {
  it("are timed, and not read for their resources", () => {
    const { cells, rounds } = planOf({ resourceForks: 1 });
    const duplicates = cells.flatMap(({ duplicateOf }, i) => (duplicateOf === undefined ? [] : [i]));
    const holds = rounds.map(({ kind, order }) => [kind, duplicates.every((i) => order.includes(i))]);
    expect(holds).toEqual([...Array(holds.length - 1).fill(["time", true]), ["resource", false]]);
  });

  it("are of cells that run, of the head, and of any of them", () => {
    const against = { name: "old", commit: "0".repeat(40), catalog };
    const cellsOf = (more: object) =>
      Array.from({ length: 20 }, (_, seed) => planOf({ seed, ...more }).cells).flatMap((cells) =>
        cells.filter(({ duplicateOf }) => duplicateOf !== undefined),
      );
    for (const cells of [cellsOf({}), cellsOf({ against })]) {
      expect(new Set(cells.map(({ input }) => input))).toEqual(new Set(["answers rightly", "fails"]));
      expect(new Set(cells.map(({ model }) => model))).toEqual(new Set(["promises"]));
    }
    expect(new Set(cellsOf({ against }).map(({ revision }) => revision))).toEqual(new Set(["head"]));
  });
});

describe("a plan's cases", () => {
  it("take the question and the ideal from the example, or the question from the suite", () => {
    const [plain, asked] = makePlan(withSpec({ ideal: () => ({ ms: 12, why: "so" }) }), {
      ...options,
      suite: {
        id: "test",
        cases: [
          { example: "rogue", input: "fails" },
          { example: "rogue", input: "crashes", question: "Why else?" },
        ],
      },
    }).cases;
    expect(plain).toEqual({
      example: "rogue",
      input: "fails",
      question: "What becomes of it?",
      value: { behave: "fails", path: "{scratch}/pid" },
      batch: 1,
      ideal: { ms: 12, why: "so" },
    });
    expect(asked?.question).toBe("Why else?");
    expect(planOf().cases[0]?.ideal).toStrictEqual({ why: "nobody knows" });
  });

  it("take the input called bench where none is named", () => {
    const named = withSpec({ inputs: { bench: { behave: "fails", path: "" } } as never });
    const plan = makePlan(named, { ...options, suite: { id: "test", cases: [{ example: "rogue" }] } });
    expect(plan.cases.map(({ input }) => input)).toEqual(["bench"]);
  });

  it("of a sweep are its values in rising order, or those of the suite; a quick look takes all that were asked for", () => {
    const sweep = (more: object, profile: "quick" | "full" = "full") =>
      makePlan(catalog, {
        ...options,
        profile,
        suite: { id: "test", cases: [{ example: "rogue", sweep: "size", ...more }] },
      }).cases;
    expect(sweep({})[0]).toMatchObject({
      input: "size=1",
      value: { behave: "1", path: "" },
      sweep: { name: "size", parameter: "size", unit: "B", value: 1 },
    });
    const values = [5, 4, 3, 2];
    expect(sweep({ values }, "quick").map(({ input }) => input)).toEqual(["size=3", "size=4", "size=5"]);
    expect(sweep({ values, everyValue: true }, "quick")).toHaveLength(4);
    expect(sweep({ values, everyValue: false }, "quick")).toHaveLength(3);
  });

  it("across the cores have the ideal of their threads, and their input's name", () => {
    const made = makePlan(withSpec({ ideal: (_, threads) => ({ ms: 60 / threads, why: `of ${threads}` }) }), {
      ...options,
      profile: "full",
      suite: { id: "test", cases: [{ example: "rogue", input: "fails", cores: true }] },
    }).cases;
    expect(made).toHaveLength(threadsAcross(usableCores()).length);
    for (const { threads = 0, ...one } of made) {
      expect(one).toMatchObject({
        input: `cores=${threads}`,
        base: "fails",
        ideal: { ms: 60 / threads, why: `of ${threads}` },
        sweep: { name: "cores", parameter: "P", unit: "threads", value: threads },
      });
    }
    const one = { id: "test", cases: [{ example: "rogue", input: "fails", cores: true }] };
    expect(planOf({ suite: one }).cases[0]?.ideal).toStrictEqual({ why: "nobody knows" });
    expect(ofSuite({ cases: [{ example: "rogue", input: "fails", cores: false }] }).cases).toHaveLength(1);
  });

  it("warm up as long as the suite knows and the profile allows", () => {
    const known = { warmUpMs: { "rogue/fails": { node: 70, deno: 900 } } };
    const [other, fails] = ofSuite(known).cases;
    expect(other).not.toHaveProperty("warmUpMs");
    expect(fails?.warmUpMs).toEqual({ node: 70, deno: 100 });
    const inFull = ofSuite({ ...known, share: 0.5 }, { profile: "full" });
    expect(inFull.cases[1]?.warmUpMs).toEqual({ node: 70, deno: 400 });
    expect(ofSuite({ ...known, once: true }).cases[1]).not.toHaveProperty("warmUpMs");
    expect(ofSuite({ ...known, once: false }).cases[1]).toHaveProperty("warmUpMs");
    const cores = ofSuite({ ...known, cases: [{ example: "rogue", input: "fails", cores: true }] });
    expect(cores.cases.every(({ warmUpMs }) => warmUpMs?.node === 70)).toBe(true);
  });
});

describe("a plan's profile", () => {
  it("has the forks of the options, of the suite, or its own", () => {
    expect(planOf({ profile: "full" }).profile).toMatchObject({ name: "full", forks: 48, resourceForks: 0 });
    expect(ofSuite({ forks: 60 }, { profile: "full" }).profile.forks).toBe(48);
    expect(ofSuite({ forks: 6 }, { profile: "quick" }).profile).toMatchObject({ name: "quick", forks: 6 });
    expect(planOf({ profile: "full", forks: 48 }).profile.name).toBe("full");
    expect(planOf({ profile: "full", forks: 47 }).profile.name).toBe("full");
    expect(planOf({ profile: "full", forks: 29 }).profile.name).toBe("quick");
    expect(ofSuite({ resourceForks: 3 }).profile.resourceForks).toBe(3);
    expect(ofSuite({ resourceForks: 3 }, { resourceForks: 1 }).profile.resourceForks).toBe(1);
  });

  it("makes a single call where calls are long", () => {
    expect(ofSuite({ once: true }).profile).toMatchObject({ warmUpMs: 0, measureMs: 0 });
    expect(ofSuite({ once: false, share: 2 }).profile).toMatchObject({ warmUpMs: 100, measureMs: 60 });
  });
});

describe("limitOf()", () => {
  const plan = { timeLimitMs: 1_000, threads: 4, profile: planOf({ profile: "full" }).profile };
  const limit = (ms: number | undefined, more: object = {}) =>
    limitOf(plan, { ideal: { why: "", ...(ms === undefined ? {} : { ms }) }, ...more });

  it("is the plan's, or what four phases of the profile and eight slow calls take", () => {
    expect(limit(undefined)).toBe(1_000);
    expect(limitOf({ ...plan, timeLimitMs: 100 }, { ideal: { why: "" } })).toBe(4 * (100 + 50));
    expect(limit(100)).toBe(4 * (100 + 50) + 8 * 100 * 4);
    expect(limit(100, { threads: 2 })).toBe(4 * (100 + 50) + 8 * 100 * 2);
  });
});

describe("endsAtLimits()", () => {
  it("is so for the two limits, and for no other end", () => {
    const tags: OutcomeTag[] = [
      "done",
      "wrong",
      "failed",
      "crashed",
      "timedOut",
      "outOfMemory",
      "invalidMessage",
    ];
    expect(tags.filter(endsAtLimits)).toEqual(["timedOut", "outOfMemory"]);
  });
});

describe("withoutCutOff()", () => {
  it("says that it is done only where there was something to do, and keeps a plan without rounds", () => {
    const plan = planOf();
    expect(withoutCutOff(plan, new Set())).toEqual(plan);
    expect(withoutCutOff(ofSuite({ cutOffMs: 4_000 }), new Set()).cutOff).toEqual({ fixed: true });
    expect(withoutCutOff({ ...plan, rounds: [] }, new Set()).rounds).toEqual([]);
  });

  it("leaves out no other cell", () => {
    const plan = planOf({ forks: 2, fixed: true });
    const [cell] = plan.cells.filter(
      ({ duplicateOf, unsupported }) => duplicateOf === undefined && unsupported === undefined,
    );
    const { rounds } = withoutCutOff(plan, new Set([cell?.id ?? ""]));
    const gone = plan.cells.flatMap(({ id, duplicateOf }, i) =>
      id === cell?.id || duplicateOf === cell?.id ? [i] : [],
    );
    expect(rounds[1]?.order).toEqual(plan.rounds[1]?.order.filter((i) => !gone.includes(i)));
  });
});

describe("a plan of two revisions", () => {
  it("leaves out what the base does not support on a runtime, however that is started", () => {
    const base = { ...catalog, unsupported: (_: string, __: string, id: string) => `not on ${id}` };
    const head = { ...catalog, unsupported: () => undefined };
    const against = { name: "old", commit: "0".repeat(40), catalog: base };
    const varied = { ...runtime, key: "varied" };
    expect(() => makePlan(head, { ...options, runtimes: [varied], against })).toThrow(
      `rogue/promises/${runtime.id}: old does not support it: not on ${runtime.id}`,
    );
  });

  it("has the same looks and levels in every shard: all comparisons are one family", () => {
    const against = { name: "old", commit: "0".repeat(40), catalog };
    const three = suiteOf("answers rightly", "fails", "answers wrongly");
    const runtimes = Array.from({ length: 3 }, (_, i) => ({ ...runtime, key: `node@${i}` }));
    const designOf = (more: Partial<PlanOptions> = {}) => {
      const { level, looks } = planOf({ against, suite: three, runtimes, seed: 1, ...more }).sequence ?? {};
      return { level, looks };
    };
    const whole = designOf();
    expect(whole.level).toBeLessThan(designOf({ suite: suiteOf("fails") }).level as number);
    for (const index of [1, 2, 3]) expect(designOf({ shard: { index, of: 3 } })).toEqual(whole);
  });

  it("has no duplicate of the base, and refuses what can be measured in one only", () => {
    const against = { name: "old", commit: "0".repeat(40), catalog };
    const plan = planOf({ against });
    expect(
      plan.cells.filter(({ duplicateOf }) => duplicateOf !== undefined).map(({ revision }) => revision),
    ).toEqual(["head"]);
    expect(plan.against).toEqual({ name: "old", commit: "0".repeat(40), leftOut: [] });
    const without = { ...against, catalog: { ...catalog, models: ["threads"] } };
    expect(() => planOf({ against: without })).toThrow(
      "Cannot compare with old: no cell can be measured in both. rogue/promises: old does not have this model",
    );
  });
});
