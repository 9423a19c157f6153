import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../src/judge.ts";
import { renderStability } from "../src/render/render-stability.ts";
import { stabilityOf, together } from "../src/stability.ts";
import { probeOf, seen } from "./support.ts";

const ordered = probeOf({
  id: "ordered",
  promises: [
    {
      by: "Node",
      says: "First things first.",
      quote: "First things come first.",
      link: "https://nodejs.org/",
      date: "2026-11-29",
      order: ["a", "b"],
    },
  ],
});
const loose = probeOf({ id: "loose" });

describe("stabilityOf()", () => {
  it("finds a promise that only one pass saw broken, and nothing where both say the same", () => {
    const first = judge([seen(ordered, "node", { "a b": 50 }), seen(ordered, "bun", { "b a": 50 })]);
    const second = judge([
      seen(ordered, "node", { "a b": 49, "b a": 1 }),
      seen(ordered, "bun", { "b a": 50 }),
    ]);
    expect(stabilityOf(first, first)).toEqual({ verdicts: 3, wavering: [], shifted: [] });
    expect(stabilityOf(first, second).wavering).toEqual([
      { probe: "ordered", kind: "module", of: "node 1.0.0", first: "kept", second: "broken" },
    ]);
  });

  it("tells of a race whose odds shifted by more than chance, though no verdict differs", () => {
    const race = (ab: number) =>
      judge([seen(loose, "node", { "a b": ab, "b a": 50 - ab }), seen(loose, "bun", { "a b": 50 })]);
    const { wavering, shifted } = stabilityOf(race(25), race(48));
    expect(wavering).toEqual([]);
    expect(shifted.map(({ of }) => of)).toEqual(["node 1.0.0"]);
    expect(stabilityOf(race(25), race(28)).shifted).toEqual([]);
  });

  it("is rendered with both verdicts of each row that wavers", () => {
    const first = judge([seen(ordered, "node", { "a b": 50 })]);
    const second = judge([seen(ordered, "node", { "b a": 1, "a b": 49 })]);
    expect(renderStability(stabilityOf(first, second))).toContain(
      "ordered (module), node 1.0.0: kept, then broken",
    );
    expect(renderStability(stabilityOf(first, first))).toContain("all 2 verdicts are the same");
  });
});

describe("together()", () => {
  it("adds up the runs of both passes, and every order that came in either is in it", () => {
    const counts = fc.dictionary(fc.constantFrom("a b", "b a", "a", "b"), fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(counts, counts, (left, right) => {
        const [both] = together([seen(loose, "node", left)], [seen(loose, "node", right)]);
        const sums = Object.fromEntries(
          (both?.frequencies ?? []).map(({ sequence, count }) => [sequence.join(" "), count]),
        );
        const expected: Record<string, number> = {};
        for (const [key, count] of [...Object.entries(left), ...Object.entries(right)]) {
          expected[key] = (expected[key] ?? 0) + count;
        }
        expect(sums).toEqual(expected);
      }),
    );
  });

  it("adds up failures, and keeps results of different versions apart", () => {
    const hung = (count: number) => ({ failures: [{ ending: "hung", count, output: "here" }] });
    const [node, bun] = together(
      [seen(loose, "node", { "a b": 1 }, hung(2)), seen(loose, "bun", { "a b": 1 })],
      [seen(loose, "node", { "a b": 1 }, hung(3)), seen(loose, "bun", { "a b": 5 }, { version: "2.0.0" })],
    );
    expect(node?.failures).toEqual([{ ending: "hung", count: 5, output: "here" }]);
    expect(bun?.frequencies).toEqual([{ sequence: ["a", "b"], count: 1 }]);
  });
});
