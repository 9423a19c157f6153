import { describe, expect, it } from "vitest";
import { type AnySpec, specs } from "../src/index.ts";

const all = Object.values(specs) as AnySpec[];

describe.each(all.map((spec) => [spec.id, spec] as const))("the spec %s", (id, spec) => {
  it("stands under its own id", () => {
    expect(specs[id as keyof typeof specs]).toBe(spec);
  });

  it("names a primary figure that it has", () => {
    const figures = [...spec.metrics, ...(spec.readings ?? [])].map((one) => one.id);
    expect([...figures, "wallMs"]).toContain(spec.primary);
  });

  it("describes what one call does, in every model, and what an expert would object to", () => {
    expect(spec.oneCall).toBeDefined();
    const { work, inModel, objections } = spec.oneCall as NonNullable<typeof spec.oneCall>;
    for (const text of [
      work,
      ...Object.values(inModel),
      ...objections.flatMap((one) => [one.objection, one.answer]),
    ])
      expect(text).toMatch(/^\S.*[.?]$/);
    expect(objections.length).toBeGreaterThan(0);
  });

  it("observes tasks in test inputs only", () => {
    const inputs = Object.entries(spec.inputs).concat(
      Object.entries(spec.sweeps ?? {}).flatMap(([name, { values, at }]) =>
        values.map((value): [string, unknown] => [`bench ${name}`, at(value)]),
      ),
    );
    for (const [name, input] of inputs)
      if (typeof input === "object" && input !== null && "observe" in input)
        expect(input.observe, name).toBe(name.startsWith("test"));
  });
});
