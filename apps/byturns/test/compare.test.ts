import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRun, openJournal, type Run } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { compareRuns, type RunComparison } from "../src/compare/changes.ts";
import { verdictOf } from "../src/compare/compare.ts";
import { drawChanges, markdownOfChanges } from "../src/compare/draw-changes.ts";
import { kindOf } from "../src/compare/kind.ts";
import { Usage } from "../src/text/errors.ts";
import { run, start } from "./command.ts";
import { around, asExample, type CellForks, runOf as runAlone, together } from "./runs.ts";

/** A run with A/A pairs, without which separate runs carry no verdict. */
const runOf: typeof runAlone = (cells, changes) => runAlone(cells, { steadyMs: 100, ...changes });

/** The changes without those of the A/A pairs. */
const listed = ({ changes }: RunComparison) => changes.filter(({ cell }) => !cell.includes("/steady/"));

const kindsOf = (base: CellForks, head: CellForks, limit?: number) => {
  const comparison = compareRuns(runOf(base), runOf(head), limit === undefined ? {} : { limit });
  return {
    kinds: Object.fromEntries(
      listed(comparison).map(({ cell, kind }) => [cell.slice("say-after/bench/".length), kind]),
    ),
    code: verdictOf(comparison, limit).code,
    comparison,
  };
};

describe("compareRuns()", () => {
  it("distinguishes better, worse and same, and fails only for cells that got worse by more than the limit", () => {
    const base = { "promises/node@1": around(10), "fibers/node@1": around(10), "threads/node@1": around(10) };
    const head = { "promises/node@1": around(10), "fibers/node@1": around(11), "threads/node@1": around(8) };
    const { kinds, code } = kindsOf(base, head, 0.05);
    expect(kinds).toEqual({ "promises/node": "same", "fibers/node": "worse", "threads/node": "better" });
    expect(code).toBe(1);
    expect(kindsOf(base, head, 0.2)).toMatchObject({ kinds: { "fibers/node": "same" }, code: 0 });
    expect(kindsOf(base, head).code).toBe(0);
  });

  it("requires more evidence for a difference the more cells are compared", () => {
    // A single comparison would show this by chance in 5 of 1,000 equal cells.
    const wide = Array.from({ length: 10 }, (_, i) => 10 + i * 0.2);
    const slower = wide.map((ms) => ms * 1.11);
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

  it("ends with 3 if cells of the base are missing, and with 0 if there are new ones", () => {
    const [one, two] = [
      { "promises/node@1": around(10) },
      { "promises/node@1": around(10), "fibers/node@1": around(10) },
    ];
    const { code, comparison } = kindsOf(two, one, 0.05);
    expect(code).toBe(3);
    expect(verdictOf(comparison, 0.05).text).toBe(
      "Undecided: the head lacks 1 of the base's cells. 3 cells: 2 same, 1 gone.",
    );
    expect(kindsOf(one, two, 0.05).code).toBe(0);
  });

  it("ends with 3 if the forks are too few or too spread out to decide", () => {
    const wide = Array.from({ length: 12 }, (_, i) => 10 + (i % 4));
    expect(kindsOf({ "promises/node@1": wide }, { "promises/node@1": wide }, 0.05)).toMatchObject({
      kinds: { "promises/node": "unclear" },
      code: 3,
    });
    expect(
      kindsOf({ "promises/node@1": around(10, 5) }, { "promises/node@1": around(10, 5) }, 0.05).code,
    ).toBe(3);
  });

  it("accepts a factor of 2 from few forks, but nothing less", () => {
    const few = { "promises/node@1": around(10, 5) };
    expect(kindsOf(few, { "promises/node@1": around(25, 5) }, 0.05).code).toBe(1);
    expect(kindsOf(few, { "promises/node@1": around(15, 5) }, 0.05).code).toBe(3);
  });

  it("does not accept a factor of 2 as beyond a higher limit", () => {
    const few = { "promises/node@1": around(10, 5) };
    expect(kindsOf(few, { "promises/node@1": around(21, 5) }, 1.5)).toMatchObject({
      kinds: { "promises/node": "unclear" },
      code: 3,
    });
  });

  it("treats a cell without a recorded fork as missing", () => {
    const other = { "fibers/node@1": around(10) };
    const [whole, cut] = [
      { "promises/node@1": around(10), ...other },
      { "promises/node@1": [], ...other },
    ];
    expect(kindsOf(whole, cut, 0.05)).toMatchObject({ kinds: { "promises/node": "gone" }, code: 3 });
    expect(kindsOf(cut, whole, 0.05)).toMatchObject({ kinds: { "promises/node": "new" }, code: 0 });
    expect(kindsOf(cut, cut, 0.05)).toMatchObject({ kinds: { "promises/node": "unclear" }, code: 3 });
  });

  it("fails for a cell that is no longer correct, and prints why", () => {
    const right = { "promises/node@1": around(10) };
    const wrong = { "promises/node@1": [...around(10, 14), "hello came last"] };
    const { kinds, code, comparison } = kindsOf(right, wrong, 0.05);
    expect(kinds).toEqual({ "promises/node": "broken" });
    expect(code).toBe(1);
    expect(comparison.changes[0]?.why).toContain("1 of 15 forks wrong: hello came last");
    expect(kindsOf(wrong, right, 0.05)).toMatchObject({ kinds: { "promises/node": "fixed" }, code: 0 });
  });

  it("compares two versions of a runtime if each run has one, and lists cells that only one of them has", () => {
    const base = { "promises/node@24.1.0": around(10), "promises/bun@1.3.0": around(10) };
    const head = { "promises/node@26.0.0": around(10), "promises/deno@2.9.0": around(10) };
    expect(kindsOf(base, head).kinds).toEqual({
      "promises/node": "same",
      "promises/bun": "gone",
      "promises/deno": "new",
    });
  });

  it("inverts a metric of which more is better, and shows its factor as head over base", () => {
    const base = runOf({ "promises/node@1": around(10) });
    const head = runOf({ "promises/node@1": around(5) });
    const metrics = base.facts.metrics.map((metric) => ({ ...metric, better: "higher" as const }));
    const turned = compareRuns({ ...base, facts: { ...base.facts, metrics } }, head);
    expect(turned.changes[0]?.kind).toBe("worse");
    expect(turned.changes[0]?.worseBy?.estimate).toBeCloseTo(2, 1);
    expect(drawChanges(turned, 100)).toContain("0.50×");
  });

  it("rejects runs that were measured differently, have no cell in common, or lack the metric", () => {
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
    refuse(runOf({ "fibers/node@1": around(10) }, { steadyMs: undefined }), /no cell in common/);
    refuse(base, /no metric "walMs"\. Did you mean wallMs\?/, "walMs");
  });

  it("calls nothing different that a machine 4 % slower explains, and nothing the same that it could hide", () => {
    const base = { "promises/node@1": around(10), "fibers/node@1": around(10), "threads/node@1": around(10) };
    // The machine was slower by 4 % in the second run; fibers became slower by 10 % more, threads faster by 4 %.
    const head = {
      "promises/node@1": around(10.4),
      "fibers/node@1": around(11.44),
      "threads/node@1": around(9.984),
    };
    const later = runOf(head, { steadyMs: 104 });
    const { changes } = compareRuns(runOf(base), later, { limit: 0.03 });
    const kinds = Object.fromEntries(changes.map(({ cell, kind, why }) => [cell.split("/")[2], [kind, why]]));
    expect(kinds).toEqual({
      promises: ["unclear", "not interleaved: cannot tell"],
      fibers: ["worse", undefined],
      threads: ["same", undefined],
      steady: ["unclear", "not interleaved: cannot tell"],
    });
    const before = compareRuns(runOf(head, { steadyMs: 104 }), runOf(base), { limit: 0.03 });
    expect(listed(before).map(({ kind }) => kind)).toEqual(["same", "better", "unclear"]);
  });

  it.each([
    ["lies above the drift", { estimate: 1.1, low: 1.04, high: 1.2 }, "worse"],
    ["begins within the drift", { estimate: 1.1, low: 1.02, high: 1.2 }, "unclear"],
    ["exceeds the limit only by the drift", { estimate: 1.07, low: 1.05, high: 1.09 }, "unclear"],
    ["lies below the drift", { estimate: 0.9, low: 0.85, high: 0.97 }, "better"],
    ["ends within the drift", { estimate: 0.9, low: 0.85, high: 0.985 }, "same"],
    [
      "keeps the limit, and would not if the machine became faster",
      { estimate: 1, low: 0.98, high: 1.04 },
      "unclear",
    ],
  ])("a ratio that %s is judged by what is left beyond it", (_, worseBy, kind) => {
    const drift = { low: 0.98, high: 1.03 };
    expect(kindOf({ worseBy, differs: true, claim: "verdicts" }, 1.05, drift)).toBe(kind);
  });

  it("claims nothing without an A/A pair in each run, or with one that differs from itself", () => {
    const [base, head] = [{ "promises/node@1": around(10) }, { "promises/node@1": around(20) }];
    const none = { steadyMs: undefined };
    const saidOf = (one: ReturnType<typeof runOf>, other: ReturnType<typeof runOf>) => {
      const [change] = listed(compareRuns(one, other));
      return [change?.kind, change?.why];
    };
    const cannotTell = ["unclear", "not interleaved: cannot tell"];
    expect(saidOf(runOf(base), runOf(head))).toEqual(["worse", undefined]);
    expect(saidOf(runOf(base, none), runOf(head))).toEqual(cannotTell);
    expect(saidOf(runOf(base), runOf(head, none))).toEqual(cannotTell);
    const odd = runOf({ ...base, "steady/node@1": around(100), "steady/node@1/again": around(120) }, none);
    expect(saidOf(odd, runOf(head))).toEqual(cannotTell);
    const { warnings } = compareRuns(runOf(base, none), runOf(head, none));
    expect(warnings.join()).toContain("byturns bench --against");
  });

  it("warns of runs from different machines", () => {
    const cells = { "promises/node@1": around(10) };
    const { warnings } = compareRuns(runOf(cells), runOf(cells, { machine: "there" }));
    expect(warnings[0]).toContain("different machines");
  });
});

describe("compareRuns() of runs that hold several machines", () => {
  const cell = "promises/node@1";
  const on = (machine: string, ms: number, forks = 15) =>
    runOf({ [cell]: around(ms, forks) }, { machine, name: machine });
  const said = (base: ReturnType<typeof on>, head: ReturnType<typeof on>) =>
    listed(compareRuns(base, head)).map(({ machine, kind, base: before, head: after }) => [
      machine,
      kind,
      ...[before, after].map((ms) => (ms === undefined ? undefined : Math.round(ms))),
    ]);

  it("compares each machine with itself, and pools nothing", () => {
    const base = together(on("m1", 10, 25), on("m2", 20, 10));
    const head = together(on("m1", 10, 10), on("m2", 20, 25));
    expect(said(base, head)).toEqual([
      ["m1", "same", 10, 10],
      ["m2", "same", 20, 20],
    ]);
    expect(said(base, together(on("m1", 12), on("m2", 16)))).toEqual([
      ["m1", "worse", 10, 12],
      ["m2", "better", 20, 16],
    ]);
  });

  it("corrects for the comparisons of all machines together", () => {
    const { changes } = compareRuns(
      together(on("m1", 10), on("m2", 20)),
      together(on("m1", 12), on("m2", 20)),
    );
    const alone = compareRuns(on("m1", 10), on("m1", 12)).changes[0]?.pHolm ?? 0;
    expect(changes[0]?.pHolm).toBeCloseTo(2 * alone, 12);
  });

  it("lists cells without a common machine, with a note, and compares them with no other", () => {
    const base = together(on("m1", 10), on("m2", 20));
    const head = together(on("m1", 10), on("m3", 20));
    expect(said(base, head)).toEqual([
      ["m1", "same", 10, 10],
      ["m3", "new", undefined, undefined],
      ["m2", "gone", undefined, undefined],
    ]);
    const { warnings } = compareRuns(base, head);
    expect(warnings.filter((warning) => warning.includes("one of the runs only"))).toEqual([
      "m3 has a part in one of the runs only: nothing there is compared.",
      "m2 has a part in one of the runs only: nothing there is compared.",
    ]);
    expect(said(on("m1", 10), head)).toEqual([
      ["m1", "same", 10, 10],
      ["m3", "new", undefined, undefined],
    ]);
  });

  it("matches a machine with a changed id by its name, and warns", () => {
    const again = runOf({ [cell]: around(20) }, { machine: "reinstalled", name: "m2" });
    const base = together(on("m1", 10), on("m2", 20));
    const comparison = compareRuns(base, together(on("m1", 10), again));
    expect(listed(comparison).map(({ machine, kind }) => [machine, kind])).toEqual([
      ["m1", "same"],
      ["m2", "same"],
    ]);
    expect(comparison.warnings[0]).toContain("different machines");
  });

  it("compares shards of one run only with the same machine's part of the other", () => {
    const base = together(on("m1", 10), asExample("other", on("m2", 20)));
    const head = together(...[on("m1", 10), on("m2", 20)].flatMap((one) => [one, asExample("other", one)]));
    expect(listed(compareRuns(base, head)).map((one) => [one.cell, one.machine, one.kind])).toEqual([
      ["say-after/bench/promises/node", "m1", "same"],
      ["other/bench/promises/node", "m1", "new"],
      ["other/bench/promises/node", "m2", "same"],
      ["say-after/bench/promises/node", "m2", "new"],
    ]);
  });

  it("warns if a shard of one run was made on the machine of another shard of the other", () => {
    const [one, other] = [on("m1", 10), asExample("other", on("m2", 20))];
    const swapped = together(on("m2", 10), asExample("other", on("m1", 20)));
    const warningsOf = (head: typeof swapped) => compareRuns(together(one, other), head).warnings.join("\n");
    expect(warningsOf(swapped)).toContain("made on different machines");
    expect(warningsOf(together(other, one))).not.toContain("made on different machines");
  });

  it("rejects runs without a machine in common", () => {
    const base = together(on("m1", 10), on("m2", 20));
    expect(() => compareRuns(base, together(on("m3", 10), on("m4", 20)))).toThrow(/no machine in common/);
  });

  it("names the machine wherever a cell is named", () => {
    const base = together(on("m1", 10), on("m2", 20));
    const comparison = compareRuns(base, together(on("m1", 12), on("m2", 20)));
    const { text } = verdictOf(comparison, 0.05);
    expect(drawChanges(comparison, 100)).toContain("say-after/bench/promises/node on m1");
    expect(markdownOfChanges(comparison, text)).toContain("say-after/bench/promises/node on m1");
    expect(text).toBe("Fails: 1 worse by more than 5 %. 4 cells on 2 machines: 3 same, 1 worse.");
  });
});

describe("markdownOfChanges()", () => {
  it("keeps a cell's error output from becoming markup or another column", () => {
    const wrong = { "promises/node@1": [...around(10, 14), "a | <img src=x> `b`\n| c"] };
    const { comparison } = kindsOf({ "promises/node@1": around(10) }, wrong, 0.05);
    const text = markdownOfChanges(comparison, "Fails");
    const row = text.split("\n").find((line) => line.startsWith("| ✕")) as string;
    expect(row.match(/\|/g)).toHaveLength(7);
    expect(row).not.toMatch(/[<`]/);
    expect(
      drawChanges(comparison, 100)
        .split("\n")
        .filter((line) => line.startsWith("✕")),
    ).toHaveLength(1);
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
      // A reader that leaves early does not change how it ends.
      const { child, ended } = start(args);
      child.stdout.destroy();
      expect((await ended).code).toBe(1);
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
