import { type AnySpec, specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { suites } from "../src/index.ts";

const byId: Readonly<Record<string, AnySpec>> = specs;

describe.each(Object.entries(suites))("suites.%s", (id, suite) => {
  it("has its own name, and holds each case once", () => {
    expect(suite.id).toBe(id);
    // A sweep may be split if not every model runs all of its values.
    const keys = suite.cases.flatMap(({ example, input, sweep, values = ["all"] }) =>
      (values as readonly unknown[]).map((value) => `${example}/${input ?? `${sweep}=${value}`}`),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(0);
  });

  it.each(suite.cases)("has $example with an input or a sweep that it knows", ({ example, input, sweep }) => {
    const { inputs, sweeps = {} } = byId[example] as AnySpec;
    expect([input, sweep].filter((name) => name !== undefined)).toHaveLength(1);
    if (input !== undefined) expect(Object.keys(inputs)).toContain(input);
    if (sweep !== undefined) expect(Object.keys(sweeps)).toContain(sweep);
  });
});

describe("suites.service", () => {
  it("shows a quick look of each sweep where it may pass the limit: a value before, and the largest", () => {
    for (const { example, sweep = "", values = [] } of suites.service?.cases ?? []) {
      const all = byId[example]?.sweeps?.[sweep]?.values ?? [];
      expect(values.toSorted((a, b) => a - b)).toEqual(all);
      expect(values.slice(0, 3)).toContain(Math.max(...all));
      expect(Math.min(...values.slice(0, 3))).toBeLessThan(Math.max(...all) * 0.75);
    }
  });
});

describe("suites.reference", () => {
  it("has every example", () => {
    const said = new Set(suites.reference?.cases.map(({ example }) => example));
    expect(said).toEqual(new Set(Object.keys(byId)));
  });
});

describe("suites.article", () => {
  it("has the article's figures of both ways to await", () => {
    const said = suites.article?.cases.filter(({ example }) => example === "say-after");
    expect(said?.map(({ input }) => input)).toEqual(["article", "article-sequential"]);
  });
});
