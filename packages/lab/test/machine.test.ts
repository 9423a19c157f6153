import { defaultThreads, examineMachine, quotaCores, usableCores } from "@byturns/lab";
import { decoder, Machine } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { conditionsOf, type Seen } from "../src/machine/doctor.ts";

const calm: Seen = {
  platform: "linux",
  cores: 4,
  usableCores: 4,
  load: 0.1,
  memoryBytes: 8 * 2 ** 30,
  governor: "performance",
  pageTouchUs: 0.25,
};
const weightOf = async (id: string, seen: Partial<Seen>) =>
  (await conditionsOf({ ...calm, ...seen })).find((condition) => condition.id === id)?.weight;

describe("conditionsOf()", () => {
  it.each([
    ["load", { load: 0.1 }, "good"],
    ["load", { load: 1.5 }, "note"],
    ["load", { load: 3 }, "bad"],
    ["quota", {}, "good"],
    ["quota", { usableCores: 2.5 }, "note"],
    ["quota", { usableCores: 1 }, "bad"],
    ["governor", {}, "good"],
    ["governor", { governor: "powersave" }, "note"],
    ["page-touch", {}, "good"],
    ["page-touch", { pageTouchUs: 3.1 }, "note"],
    ["page-touch", { pageTouchUs: 11.2 }, "bad"],
  ] as const)("weighs %s of %o as %s", async (id, seen, weight) => {
    expect(await weightOf(id, seen)).toBe(weight);
  });

  it("gives advice wherever something is bad", async () => {
    const conditions = await conditionsOf({ ...calm, load: 9, usableCores: 1 });
    const bad = conditions.filter(({ weight }) => weight === "bad");
    expect(bad.length).toBeGreaterThanOrEqual(2);
    for (const { advice, what } of bad)
      expect([advice, what].every((text) => (text ?? "") !== "")).toBe(true);
  });
});

describe("examineMachine()", () => {
  it("describes the machine the same way each time, without its name", async () => {
    const [machine, again] = await Promise.all([examineMachine(), examineMachine()]);
    expect(decoder(Machine)(machine)).toHaveProperty("value");
    expect(again.id).toBe(machine.id);
    expect(machine.id).toMatch(/^[0-9a-f]{8}$/);
    const touch = machine.conditions.find(({ id }) => id === "page-touch");
    expect(Number(/takes ([\d.e+]+) us/.exec(touch?.what ?? "")?.[1])).toBeGreaterThan(0.01);
  });
});

describe("usableCores()", () => {
  it("is above 0, and no more than the quota if there is one", () => {
    expect(usableCores()).toBeGreaterThan(0);
    expect(usableCores()).toBeLessThanOrEqual(quotaCores() ?? Number.POSITIVE_INFINITY);
    expect(defaultThreads()).toBeGreaterThanOrEqual(2);
  });
});
