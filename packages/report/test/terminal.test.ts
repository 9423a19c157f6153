import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import { digits, factor, percent } from "@byturns/text/figures";
import { describe, expect, it } from "vitest";
import { renderHtml, renderMarkdown, renderTerminal } from "../src/index.ts";
import { describeOpen } from "../src/open-comparisons.ts";
import { madeUp, nineCells } from "./made-up.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about.
const escapes = /\u001b/;
const hostile = "\u001b[2J<img src=x onerror=alert(1)> | `x` </script>\u202e";

describe("renderTerminal()", () => {
  it("renderTerminal() shows every cell's median, its standing and its factor with the interval", () => {
    const text = renderTerminal(nineCells(), { width: 120 });
    expect(text).toContain("10.0 ms ● 1.00×");
    expect(text).toMatch(/15\.0 ms ▲ 1\.50× \(1\.4\d–1\.5\d\)/);
  });

  it("renderTerminal() puts the reason where a cell is unsupported or wrong", () => {
    const text = renderTerminal(nineCells(), { width: 120 });
    expect(text).toContain("∅ unsupported [1]");
    expect(text).toContain("[1] unsupported: Bun ignores resourceLimits");
    expect(text).toContain('15 of 15 forks answered wrongly: said were ["hello"]');
  });

  it.each([30, 40, 60, 80, 100, 160])("renderTerminal() keeps within %i columns", (width) => {
    const longest = Math.max(
      ...renderTerminal(nineCells(), { width })
        .split("\n")
        .map((line) => [...line].length),
    );
    expect(longest).toBeLessThanOrEqual(width);
  });

  it("renderTerminal() colors only when asked to", () => {
    expect(renderTerminal(nineCells())).not.toMatch(escapes);
    expect(renderTerminal(nineCells(), { color: true })).toMatch(escapes);
  });

  it("renderTerminal() hands no escape sequence of a record to the terminal", () => {
    const evidence = madeUp({
      cells: [{ example: hostile, input: hostile, model: hostile, runtime: "node", wallMs: [1, Number.NaN] }],
    });
    expect(renderTerminal(evidence)).not.toMatch(escapes);
  });

  it("renderTerminal() shows first what a user's own example names, else what one of its units costs", () => {
    const evidence = madeUp({ cells: [{ model: "promises", runtime: "node", wallMs: [10] }] });
    const [one] = evidence.plan.cases;
    if (one === undefined) throw new Error("no case");
    const readings = [{ id: "wait", title: "Wait", unit: "ms", better: "lower" as const }];
    const shown = (primary: object) => {
      const cases = [{ ...one, units: { order: 2 }, readings, ...primary }];
      const plan = { ...evidence.plan, files: { [one.example]: "orders.bench.ts" }, cases };
      const forks = evidence.forks.map((fork) =>
        fork.outcome._tag === "done"
          ? { ...fork, outcome: { ...fork.outcome, readings: { wait: 3 } } }
          : fork,
      );
      return renderTerminal({ ...evidence, plan, forks, summary: summarize(factsOf({ plan, forks })) });
    };
    expect(shown({})).toContain("time per order");
    expect(shown({ primary: "wait" })).toMatch(/ wait[\s\S]*3\.00 ms/);
  });

  it("describeOpen() says how many forks a verdict takes where there were too few, and not that none can tell", () => {
    const open = { what: "fib: a against b", moreRounds: undefined };
    expect(describeOpen([{ ...open, isUnclaimed: true }])).toEqual([
      "fib: a against b: a verdict takes 6 forks of a cell and more",
    ]);
    expect(describeOpen([{ ...open, isUnclaimed: false }])).toEqual([
      "fib: a against b: no number of rounds is sure to tell",
    ]);
  });

  it("renderTerminal() claims nothing about speed after a smoke run", () => {
    const text = renderTerminal(
      madeUp({ profile: "smoke", cells: [{ model: "promises", runtime: "node", wallMs: [1] }] }),
    );
    expect(text).toContain("Nothing is said about speed");
  });
});

describe("every report", () => {
  it("every report says of a run in which all forks went wrong that none ended well, and not that there were few", async () => {
    const run = madeUp({
      cells: ["promises", "fibers"].map((model) => ({
        model,
        runtime: "node",
        wallMs: Array.from({ length: 15 }, () => 1),
        wrong: "the order is wrong",
      })),
    });
    for (const text of [renderTerminal(run, { width: 200 }), renderMarkdown(run), await renderHtml(run)]) {
      expect(text).toContain("Nothing is said about speed: no fork ended well.");
      expect(text).toContain("Nothing is claimed: no fork ended well.");
      expect(text).not.toContain("too few forks of each cell");
    }
    expect(await renderHtml(run)).toContain("None: no fork ended well. What went wrong stands below.");
  });

  it("every report is made of a run without forks, and of one without cells", async () => {
    const evidence = { ...nineCells(), forks: [], traces: new Map(), missing: 255 };
    const none = { ...evidence, summary: summarize(factsOf(evidence)) };
    for (const run of [none, madeUp({ cells: [] })]) {
      const page = (await renderHtml(run)).replace(/<script type="module">[\s\S]*?<\/script>/, "");
      expect(page).toContain("</html>");
      for (const text of [renderTerminal(run), renderMarkdown(run), page]) {
        expect(text).toContain("Nothing is said about speed");
        expect(text).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
    expect(renderTerminal(none)).toContain("255 forks of the plan not recorded");
  });
});

describe("every report of a calibrated machine", () => {
  it("every report says in the same words what the calibration found, and nothing where there was none", async () => {
    const said = "Calibrated on this machine on 2026-01-02, full: 0.4 % of equal cells called different.";
    const evidence = { ...nineCells(), calibration: said };
    const texts = [
      renderTerminal(evidence, { width: 200 }),
      renderMarkdown(evidence),
      await renderHtml(evidence),
    ];
    for (const text of texts) expect(text).toContain(said);
    for (const text of [
      renderTerminal(nineCells()),
      renderMarkdown(nineCells()),
      await renderHtml(nineCells()),
    ]) {
      expect(text).not.toContain("Calibrated");
    }
  });
});

describe("renderMarkdown()", () => {
  it("renderMarkdown() says the same of each cell as the terminal", () => {
    const evidence = nineCells();
    const markdown = renderMarkdown(evidence);
    for (const [said] of renderTerminal(evidence, { width: 140 }).matchAll(
      /\d\S* ms [●=?▲] \S+× \([^)]*\)/g,
    )) {
      expect(markdown).toContain(said);
    }
  });

  it("renderMarkdown() lets no record write HTML or break its table", () => {
    const markdown = renderMarkdown(
      madeUp({ cells: [{ example: hostile, model: hostile, runtime: "node", wallMs: [1] }] }),
    );
    expect(markdown).not.toMatch(/<(?!br>)/);
    const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
    for (const row of rows) expect(row.replaceAll(/\\[|\\]/g, "").split("|")).toHaveLength(4);
  });
});

describe("digits(), factor() and percent()", () => {
  it("round up to a power of ten without an exponent", () => {
    expect([digits(999.4), digits(999.6), digits(-999.6)]).toEqual(["999", "1,000", "-1,000"]);
    expect([factor(999.7), percent(0.997), digits(1e15)]).toEqual(["1,000×", "100 %", "1.00e+15"]);
  });
});
