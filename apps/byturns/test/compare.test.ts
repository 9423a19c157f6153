import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRun, openJournal, type Run } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { compareRuns } from "../src/changes.ts";
import { verdictOf } from "../src/compare.ts";
import { drawChanges, markdownOfChanges } from "../src/draw-changes.ts";
import { Usage } from "../src/errors.ts";
import { run } from "./command.ts";
import { around, type CellForks, runOf } from "./runs.ts";

const kindsOf = (base: CellForks, head: CellForks, limit?: number) => {
  const comparison = compareRuns(runOf(base), runOf(head), limit === undefined ? {} : { limit });
  return {
    kinds: Object.fromEntries(
      comparison.changes.map(({ cell, kind }) => [cell.slice("say-after/bench/".length), kind]),
    ),
    code: verdictOf(comparison, limit).code,
    comparison,
  };
};

describe("compareRuns()", () => {
  it("tells better, worse and same, and fails only for what is worse by more than the limit", () => {
    const base = { "promises/node@1": around(10), "fibers/node@1": around(10), "threads/node@1": around(10) };
    const head = { "promises/node@1": around(10), "fibers/node@1": around(11), "threads/node@1": around(8) };
    const { kinds, code } = kindsOf(base, head, 0.05);
    expect(kinds).toEqual({ "promises/node": "same", "fibers/node": "worse", "threads/node": "better" });
    expect(code).toBe(1);
    expect(kindsOf(base, head, 0.2)).toMatchObject({ kinds: { "fibers/node": "same" }, code: 0 });
    expect(kindsOf(base, head).code).toBe(0);
  });

  it("believes a difference less the more cells are compared", () => {
    // Alone it is one that chance makes in 3 of 1,000 equal cells.
    const wide = Array.from({ length: 10 }, (_, i) => 10 + i * 0.2);
    const slower = wide.map((ms) => ms * 1.1);
    const others = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`promises/r${i}@1`, around(10)]));
    const alone = kindsOf({ "promises/node@1": wide }, { "promises/node@1": slower }, 0.05);
    const among = kindsOf(
      { "promises/node@1": wide, ...others },
      { "promises/node@1": slower, ...others },
      0.05,
    );
    expect(alone).toMatchObject({ kinds: { "promises/node": "worse" }, code: 1 });
    expect(among).toMatchObject({ kinds: { "promises/node": "unclear" }, code: 3 });
  });

  it("ends with 3 where the forks are too few or too wide to say", () => {
    const wide = Array.from({ length: 12 }, (_, i) => 10 + (i % 4));
    expect(kindsOf({ "promises/node@1": wide }, { "promises/node@1": wide }, 0.05)).toMatchObject({
      kinds: { "promises/node": "unclear" },
      code: 3,
    });
    expect(
      kindsOf({ "promises/node@1": around(10, 5) }, { "promises/node@1": around(10, 5) }, 0.05).code,
    ).toBe(3);
  });

  it("takes a factor of 2 from few forks, and nothing less", () => {
    const few = { "promises/node@1": around(10, 5) };
    expect(kindsOf(few, { "promises/node@1": around(25, 5) }, 0.05).code).toBe(1);
    expect(kindsOf(few, { "promises/node@1": around(15, 5) }, 0.05).code).toBe(3);
  });

  it("fails for a cell that is not right any more, and says why", () => {
    const right = { "promises/node@1": around(10) };
    const wrong = { "promises/node@1": [...around(10, 14), "hello came last"] };
    const { kinds, code, comparison } = kindsOf(right, wrong, 0.05);
    expect(kinds).toEqual({ "promises/node": "broken" });
    expect(code).toBe(1);
    expect(comparison.changes[0]?.why).toContain("1 of 15 forks wrong: hello came last");
    expect(kindsOf(wrong, right, 0.05)).toMatchObject({ kinds: { "promises/node": "mended" }, code: 0 });
  });

  it("compares two versions of a runtime when each run has one, and lists what only one of them has", () => {
    const base = { "promises/node@24.1.0": around(10), "promises/bun@1.3.0": around(10) };
    const head = { "promises/node@26.0.0": around(10), "promises/deno@2.9.0": around(10) };
    expect(kindsOf(base, head).kinds).toEqual({
      "promises/node": "same",
      "promises/bun": "gone",
      "promises/deno": "new",
    });
  });

  it("turns a metric of which more is better, and shows its factor as head over base", () => {
    const base = runOf({ "promises/node@1": around(10) });
    const head = runOf({ "promises/node@1": around(5) });
    const metrics = base.facts.metrics.map((metric) => ({ ...metric, better: "higher" as const }));
    const turned = compareRuns({ ...base, facts: { ...base.facts, metrics } }, head);
    expect(turned.changes[0]?.kind).toBe("worse");
    expect(turned.changes[0]?.worseBy?.estimate).toBeCloseTo(2, 1);
    expect(drawChanges(turned, 100)).toContain("0.50×");
  });

  it("refuses runs that were measured differently, have no cell in common, or do not know the metric", () => {
    const base = runOf({ "promises/node@1": around(10) });
    const refuse = (head: typeof base, message: RegExp, metric?: string) => {
      const compare = () => compareRuns(base, head, metric === undefined ? {} : { metric });
      expect(compare).toThrow(Usage);
      expect(compare).toThrow(message);
    };
    refuse(
      runOf({ "promises/node@1": around(10) }, { plan: { threads: 4 } }),
      /number of threads, 2 against 4/,
    );
    refuse(
      runOf(
        { "promises/node@1": around(10) },
        { plan: { cases: base.run.plan.cases.map((one) => ({ ...one, value: 5 })) } },
      ),
      /the input bench of say-after/,
    );
    refuse(runOf({ "fibers/node@1": around(10) }), /no cell in common/);
    refuse(base, /no metric "walMs"\. Did you mean wallMs\?/, "walMs");
  });

  it("warns of runs from different machines", () => {
    const cells = { "promises/node@1": around(10) };
    const { warnings } = compareRuns(runOf(cells), runOf(cells, { machine: "there" }));
    expect(warnings[0]).toContain("different machines");
  });
});

describe("markdownOfChanges()", () => {
  it("keeps what a cell's failure printed from becoming markup or another column", () => {
    const wrong = { "promises/node@1": [...around(10, 14), "a | <img src=x> `b`\n| c"] };
    const { comparison } = kindsOf({ "promises/node@1": around(10) }, wrong, 0.05);
    const text = markdownOfChanges(comparison, "Fails");
    const row = text.split("\n").find((line) => line.startsWith("| ✕")) as string;
    expect(row.match(/\|/g)).toHaveLength(7);
    expect(row).not.toMatch(/[<`]/);
  });
});

describe("byturns compare --html", () => {
  it("writes the page beside its answer, and ends with the same code", async () => {
    const place = await mkdtemp(join(tmpdir(), "byturns compare "));
    try {
      const [base, head, page] = ["base", "head", "changes.html"].map((name) => join(place, name)) as [
        string,
        string,
        string,
      ];
      await writeRun(base, runOf({ "promises/node@1": around(10), "fibers/node@1": around(10) }).run);
      await writeRun(head, runOf({ "promises/node@1": around(12), "fibers/node@1": around(10) }).run);
      const args = ["compare", base, head, "--fail-over", "5%", "--html", page];
      const said = await run(...args);
      expect(said.code).toBe(1);
      expect(said.stdout).toContain(page);
      const html = await readFile(page, "utf8");
      expect(html).toContain("Fails: 1 worse by more than 5 %.");
      expect(html).toContain("say-after/bench/promises/node");
      const answer = await run(...args, "--json");
      expect(JSON.parse(answer.stdout)).toMatchObject({ page, exitCode: 1 });
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
});

async function writeRun(folder: string, { plan, environment, forks }: Run): Promise<void> {
  await createRun(folder, plan, environment);
  await using journal = await openJournal(folder);
  for (const fork of forks) await journal.append(fork);
}
