import { describe, expect, it } from "vitest";
import { tell } from "../src/story.ts";
import { around, type MadeUpCell, madeUp, nineCells, sweptCells } from "./made-up.ts";

const texts = (cells: readonly MadeUpCell[], profile: "smoke" | "quick" | "full" = "full") =>
  tell(madeUp({ cells, profile })).findings.map(({ kind, text }) => `${kind}: ${text}`);
const onBoth = (
  model: string,
  wallMs: (factor: number) => number[],
  rest: Partial<MadeUpCell> = {},
): MadeUpCell[] => [
  { model, runtime: "node", wallMs: wallMs(1), ...rest },
  { model, runtime: "deno", wallMs: wallMs(1.001), ...rest },
];

describe("findingsOf()", () => {
  it("findingsOf() names the slower model where it is slower in every runtime, against the quickest alone", () => {
    const found = texts([
      ...onBoth("promises", (by) => around(10 * by)),
      ...onBoth("fibers", (by) => around(20 * by)),
      ...onBoth("threads", (by) => around(40 * by)),
    ]);
    expect(found).toContain("models: say-after: threads take 4.00× as long as promises in all 2 runtimes.");
    expect(found).toContain("models: say-after: fibers take 2.00× as long as promises in all 2 runtimes.");
    expect(found.join()).not.toContain("as long as fibers");
  });

  it("findingsOf() draws nothing from what is inconclusive, and counts it", () => {
    const found = texts([
      { model: "promises", runtime: "node", wallMs: around(10, 0.3) },
      { model: "fibers", runtime: "node", wallMs: around(10.4, 0.3) },
    ]);
    expect(found).toEqual([
      "open: In 1 of 1 comparison of time the evidence is inconclusive, and no finding is drawn from them.",
    ]);
  });

  it("findingsOf() says where neither model nor runtime matters", () => {
    const found = texts([
      ...onBoth("promises", () => around(10, 0.001)),
      ...onBoth("fibers", () => around(10, 0.001)),
    ]);
    expect(found).toEqual(["same: Neither model nor runtime matters to the time of say-after."]);
  });

  it("findingsOf() says nothing of speed after a smoke run", () => {
    const found = texts(
      [
        { model: "promises", runtime: "node", wallMs: [1] },
        { model: "fibers", runtime: "node", wallMs: [100] },
      ],
      "smoke",
    );
    expect(found).toEqual(["open: Nothing is said about speed: there are too few forks of each cell."]);
  });

  it("findingsOf() begins with what is wrong", () => {
    expect(tell(nineCells()).findings[0]).toMatchObject({
      kind: "trouble",
      evidence: expect.stringContaining("15 of 15 forks answered wrongly"),
    });
  });

  it("findingsOf() compares inputs that differ in one word, told as what takes longer", () => {
    const evidence = madeUp({
      cells: [
        ...onBoth("promises", (by) => around(10 * by)),
        ...onBoth("promises", (by) => around(15 * by), { input: "bench-sequential" }),
        ...onBoth("threads", () => around(10, 0.001)),
        ...onBoth("threads", () => around(10, 0.001), { input: "bench-sequential" }),
      ],
    });
    const cases = evidence.plan.cases.map((one) => ({
      ...one,
      value: { n: 1, order: one.input === "bench" ? "concurrent" : "sequential" },
    }));
    const { findings } = tell({ ...evidence, plan: { ...evidence.plan, cases } });
    expect(findings.filter(({ kind }) => kind === "inputs").map(({ text }) => text)).toEqual([
      "say-after (bench-sequential): order “sequential” rather than “concurrent” takes 1.50× as long with promises in all 2 runtimes and no longer with threads.",
    ]);
  });

  it("findingsOf() says what one more costs, and from where on another model pays", () => {
    const found = tell(sweptCells()).findings.map(({ text }) => text);
    expect(found[0]).toBe(
      "spawn-join: one more of tasks costs 400 ns to 5.60 µs of time, depending on model and runtime.",
    );
    expect(found[1]).toMatch(
      /^spawn-join: threads begin to pay against promises from tasks = 4,\d+ on node, 4,\d+ on deno/,
    );
  });
});
