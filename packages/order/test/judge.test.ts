import { describe, expect, it } from "vitest";
import { changesSince } from "../src/baseline.ts";
import { readCatalogue, writeCatalogue } from "../src/catalogue.ts";
import { judge, statusOf } from "../src/judge.ts";
import { pairsOf } from "../src/partial-order.ts";
import { portCheck } from "../src/port-check.ts";
import { renderOrderDocument } from "../src/render/document.ts";
import { renderIssue } from "../src/render/render-issue.ts";
import { renderPortCheck } from "../src/render/render-port.ts";
import { renderProbe } from "../src/render/render-probe.ts";
import { renderOrderTable } from "../src/render/render-table.ts";
import { frequenciesOf, probeOf, seen } from "./support.ts";

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
  claims: [
    {
      at: "oven-sh/bun#1",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "b comes first.",
      holds: (of) => of.share("b", "a") > 0.5,
    },
  ],
});
const loose = probeOf({ id: "loose" });
const row = (catalogue: ReturnType<typeof judge>, i = 0) => catalogue.rows[i];

describe("pairsOf()", () => {
  it("tells pairs that always came in one order from pairs that vary, and takes an absent mark for the last", () => {
    expect(pairsOf(frequenciesOf({ "a b c": 3, "b a": 1 }))).toEqual([
      { first: "a", second: "b", inOrder: 3, reversed: 1 },
      { first: "a", second: "c", inOrder: 4, reversed: 0 },
      { first: "b", second: "c", inOrder: 4, reversed: 0 },
    ]);
  });
});

describe("judge()", () => {
  it("calls a promise kept, broken by one run, or not made", () => {
    const verdicts = (counts: Record<string, number>, probe = ordered) =>
      row(judge([seen(probe, "node", counts)]))?.results[0]?.verdict;
    expect(verdicts({ "a b": 50 })).toBe("kept");
    expect(verdicts({ "a b": 49, "b a": 1 })).toBe("broken");
    expect(verdicts({ b: 1, "a b": 49 })).toBe("broken");
    expect(verdicts({ a: 50 })).toBe("kept");
    expect(verdicts({ "b a": 50 }, loose)).toBe("not promised");
  });

  it("holds a runtime only to texts that bind it: another one's documentation is what it differs from", () => {
    const results = judge([
      seen(ordered, "node", { "b a": 50 }),
      seen(ordered, "bun", { "a b": 49, "b a": 1 }),
      seen(ordered, "deno", { "a b": 50 }),
    ]).rows[0]?.results;
    expect(results?.map(({ verdict, broken, differs }) => [verdict, broken.length, differs.length])).toEqual([
      ["broken", 1, 0],
      ["differs from Node", 0, 1],
      ["kept", 0, 0],
    ]);
    const standard = probeOf({
      id: "standard",
      promises: [
        {
          by: "HTML",
          says: "In order.",
          quote: "They come in order.",
          link: "https://html/",
          date: "2026-11-29",
          order: ["a", "b"],
        },
      ],
    });
    const verdict = (binds?: readonly string[]) =>
      judge([
        seen(
          {
            ...standard,
            promises: standard.promises.map((one) => (binds === undefined ? one : { ...one, binds })),
          },
          "bun",
          { "b a": 50 },
        ),
      ]).rows[0]?.results[0]?.verdict;
    expect([verdict(), verdict(["bun"]), verdict(["node"])]).toEqual([
      "broken",
      "broken",
      "differs from Node",
    ]);
  });

  it("says where a difference was reported, and that it was not", () => {
    const rows = judge([
      seen(ordered, "node", { "a b": 50 }),
      seen(ordered, "bun", { "b a": 50 }),
      seen(ordered, "deno", { "b a": 50 }),
    ]).rows;
    expect(rows[0]?.id).toBe("ordered/module");
    expect(rows[0]?.upstream).toEqual([
      { runtime: "bun", state: "open", at: "oven-sh/bun#1", statedOn: "2026-11-29" },
      { runtime: "deno", state: "not reported" },
    ]);
  });

  it("judges marks that must come and marks that must not", () => {
    const must = probeOf({
      id: "must",
      promises: [
        {
          by: "Node",
          says: "Come.",
          quote: "It comes.",
          link: "https://nodejs.org/",
          date: "2026-11-29",
          always: ["a"],
        },
        {
          by: "Node",
          says: "Stay.",
          quote: "It stays away.",
          link: "https://nodejs.org/",
          date: "2026-11-29",
          never: ["z"],
        },
      ],
    });
    const result = row(judge([seen(must, "node", { "a z": 2, b: 3, a: 1 })]))?.results[0];
    expect(result?.broken).toEqual([
      { promise: 0, count: 3 },
      { promise: 1, count: 2 },
    ]);
  });

  it("calls a probe that failed, failed, and keeps its output", () => {
    const failures = [{ ending: "hung", count: 1, output: "still here" }];
    const result = row(judge([seen(ordered, "node", { hung: 1 }, { failures })]))?.results[0];
    expect(result).toMatchObject({ verdict: "failed", failures });
  });

  it("calls runtimes agreeing, disagreeing, or varying within one", () => {
    const across = (...counts: Record<string, number>[]) =>
      row(judge(counts.map((one, i) => seen(loose, `runtime ${i}`, one))))?.across;
    expect(across({ "a b": 50 }, { "a b": 50 })).toBe("agree");
    expect(across({ "a b": 50 }, { "b a": 50 })).toBe("disagree");
    expect(across({ "a b": 46, "b a": 4 }, { "a b": 4, "b a": 46 })).toBe("disagree");
    expect(across({ "a b": 44, "b a": 6 }, { "b a": 50 })).toBe("varies within one");
    expect(across({ a: 50 }, { "a b": 50 })).toBe("disagree");
    expect(across({ a: 25, "a b": 25 }, { a: 50 })).toBe("varies within one");
    expect(across({ "a b": 50 })).toBe("one runtime");
    expect(across({ "a b": 2 }, { "b a": 2 })).toBe("too few runs");
  });

  it("compares runtimes at their newest version only, and files claims over all", () => {
    const catalogue = judge([
      seen(ordered, "node", { "a b": 50 }),
      seen(ordered, "bun", { "b a": 50 }, { version: "1.2.0" }),
      seen(ordered, "bun", { "a b": 50 }, { version: "1.10.0" }),
    ]);
    expect(row(catalogue)?.across).toBe("agree");
    expect(catalogue.claims[0]).toMatchObject({
      status: "fixed by 1.10.0, so on 1.2.0",
      at: "oven-sh/bun#1",
    });
  });

  it("gives differences the p-value of the exact test, corrected for how many there are", () => {
    const catalogue = judge([seen(loose, "node", { "a b": 50 }), seen(loose, "bun", { "b a": 50 })]);
    expect(row(catalogue)?.chances).toHaveLength(1);
    expect(row(catalogue)?.chances[0]?.p).toBeLessThan(1e-20);
  });
});

describe("statusOf()", () => {
  it("files a claim as still so, fixed, or never so", () => {
    const of = (...holds: boolean[]) =>
      statusOf(holds.map((one, i) => ({ version: `1.${i}.0`, holds: one })));
    expect(of(true)).toBe("still so");
    expect(of(false, true)).toBe("still so");
    expect(of(true, false, false)).toBe("fixed by 1.1.0, so on 1.0.0");
    expect(of(false)).toBe("not so on 1.0.0");
    expect(of(false, false)).toBe("never so on 1.0.0 to 1.1.0");
  });
});

describe("changesSince()", () => {
  const catalogue = (counts: Record<string, number>) => judge([seen(loose, "node", counts)]);

  it("tells when what was settled is so no longer", () => {
    const changes = changesSince(catalogue({ "a b": 50 }), catalogue({ "b a": 50 }));
    expect(changes).toHaveLength(1);
    expect(changes[0]?.lost).toEqual(["a → b: 100 % of the runs before, 0 % now"]);
  });

  it("says nothing of a race that shifted, nor of what stayed", () => {
    expect(changesSince(catalogue({ "a b": 30, "b a": 20 }), catalogue({ "a b": 50 }))).toEqual([]);
    expect(changesSince(catalogue({ "a b": 50 }), catalogue({ "a b": 50 }))).toEqual([]);
  });

  it("holds each version against the same one, and a new version against the newest, but no older one", () => {
    const on = (version: string, counts: Record<string, number>) => seen(loose, "node", counts, { version });
    const before = judge([on("22.0.0", { "a b": 50 }), on("24.0.0", { "b a": 50 })]);
    const same = judge([on("22.0.0", { "a b": 50 }), on("24.0.0", { "b a": 50 })]);
    expect(changesSince(before, same)).toEqual([]);
    const changed = judge([
      on("22.0.0", { "b a": 50 }),
      on("26.0.0", { "a b": 50 }),
      on("20.0.0", { "a b": 50 }),
    ]);
    expect(changesSince(before, changed).map((one) => [one.before.version, one.after.version])).toEqual([
      ["22.0.0", "22.0.0"],
      ["24.0.0", "26.0.0"],
    ]);
  });

  it("takes no race for settled because few runs on both sides agree", () => {
    expect(changesSince(catalogue({ "a b": 3 }), catalogue({ "b a": 1, "a b": 2 }))).toEqual([]);
    expect(changesSince(catalogue({ "a b": 50 }), catalogue({ "b a": 2 }))).toHaveLength(1);
  });

  it("tells of a promise that was kept and is broken now, be it in one run", () => {
    const before = judge([seen(ordered, "node", { "a b": 50 })]);
    const after = judge([seen(ordered, "node", { "a b": 49, "b a": 1 })]);
    expect(changesSince(before, after)).toMatchObject([{ probe: "ordered", runtime: "node", lost: [] }]);
  });
});

describe("portCheck()", () => {
  const rare = probeOf({ id: "rare", relied: { likelihood: "rarely", why: "Hardly." } });
  const catalogue = judge(
    [
      [rare, { "a b": 50 }, { "b a": 50 }] as const,
      [loose, { "a b": 50 }, { "a b": 40, "b a": 10 }] as const,
      [ordered, { "a b": 50 }, { "b a": 50 }] as const,
      [probeOf({ id: "same" }), { "a b": 50 }, { "a b": 50 }] as const,
    ].flatMap(([probe, left, right]) => [seen(probe, "node", left), seen(probe, "deno", right)]),
  );

  it("leaves out what is the same, and puts what code relies on and what is promised first", () => {
    const found = portCheck(catalogue, "node", "deno").map(({ id, promise }) => [id, promise]);
    expect(found).toEqual([
      ["ordered", "breaks a promise"],
      ["loose", "other"],
      ["rare", "other"],
    ]);
    expect(portCheck(catalogue, "deno", "node").find(({ id }) => id === "ordered")?.promise).toBe(
      "mends one",
    );
  });

  it("gives one finding a cause, with the kinds that differ alike as one, and what services meet first", () => {
    const kinds = ["module", "loaded", "commonjs"] as const;
    const bare = probeOf({
      id: "bare",
      kinds: ["module", "loaded"],
      cause: "abort-timeout",
      relied: { likelihood: "often", why: "." },
    });
    const one = probeOf({ id: "one", kinds, cause: "tick-or-microtask" });
    const two = probeOf({ id: "two", kinds: ["loaded"], cause: "tick-or-microtask" });
    const findings = portCheck(
      judge([
        seen(bare, "node", { "a b": 50 }),
        seen(bare, "bun", { "b a": 50 }),
        seen(bare, "node", { "a b": 50 }, { kind: "loaded" }),
        seen(bare, "bun", { "a b": 50 }, { kind: "loaded" }),
        ...kinds.flatMap((kind) => [
          seen(one, "node", { "a b": 50 }, { kind }),
          seen(one, "bun", kind === "loaded" ? { "a b": 50 } : { "b a": 50 }, { kind }),
        ]),
        seen(two, "node", { "a b": 50 }, { kind: "loaded" }),
        seen(two, "bun", { "a b": 30, "b a": 20 }, { kind: "loaded" }),
      ]),
      "node",
      "bun",
    );
    expect(findings.map(({ id }) => id)).toEqual(["tick-or-microtask", "abort-timeout"]);
    expect(findings[0]?.probes.map(({ probe, kinds: some }) => [probe, some])).toEqual([
      ["one", ["commonjs", "module"]],
      ["two", ["loaded"]],
    ]);
    expect(findings[1]?.meetsServices).toBe(false);
    const text = renderPortCheck(findings);
    expect(text).toContain("Write this instead: queueMicrotask(");
    expect(text.indexOf("Only in an ES module")).toBeGreaterThan(text.indexOf("Relied on often"));
  });

  it("does not call a difference one of bare modules alone where nothing else was tried", () => {
    const only = probeOf({ id: "only", cause: "unsettled-await" });
    const [finding] = portCheck(
      judge([seen(only, "node", { "a b": 50 }), seen(only, "bun", { "b a": 50 })]),
      "node",
      "bun",
    );
    expect(finding?.meetsServices).toBe(true);
  });

  it("throws a RangeError for a runtime that the catalogue does not have", () => {
    expect(() => portCheck(catalogue, "node", "bun")).toThrow(
      new RangeError('Cannot compare with "bun": the catalogue has no results of it'),
    );
  });

  it("is rendered with both sides' shares", () => {
    expect(renderPortCheck(portCheck(catalogue, "node", "deno"))).toContain("deno   20 %  b → a");
  });
});

describe("the catalogue", () => {
  const catalogue = judge([seen(ordered, "node", { "a b": 50 }), seen(ordered, "bun", { "b a": 49, a: 1 })]);

  it("is the same when read back, and a field that is missing is named", () => {
    expect(readCatalogue(writeCatalogue(catalogue))).toEqual(catalogue);
    expect(() => readCatalogue(writeCatalogue(catalogue).replace('"machine"', '"engine"'))).toThrow(
      /machine/,
    );
  });

  it("is rendered as a table, as a probe's page and as a document", () => {
    const line = renderOrderTable(catalogue)
      .split("\n")
      .find((text) => text.startsWith("ordered"));
    expect(line).toMatch(/^ordered +module +kept +differs from Node 49\/50, 2 orders +disagree$/);
    const page = renderProbe(catalogue, "ordered");
    for (const part of ['mark("a")', "49/50  b → a", "First things first.", "oven-sh/bun#1 (bun)"]) {
      expect(page).toContain(part);
    }
    expect(() => renderProbe(catalogue, "missing")).toThrow(RangeError);
    const text = renderOrderDocument(catalogue);
    expect(text).toContain("bun 1.0.0, 49 of 50: b → a");
    expect(text).toContain(
      `in 49 of 50 runs: prints b → a; Node's documentation has a → b: "First things come first."`,
    );
  });

  it("refuses a catalogue of the first format with the version that reads it", () => {
    const old = writeCatalogue(catalogue).replace('"format": 2', '"format": 1');
    expect(() => readCatalogue(old)).toThrow(
      new RangeError(
        "Cannot read a catalogue of format 1: expected format 2. byturns 0.1 before November 2026 reads it",
      ),
    );
  });

  it("gives the text of an issue: program, versions, the sentence with its day, and the thread", () => {
    const text = renderIssue(catalogue, "ordered");
    for (const part of [
      'mark("a")',
      "- bun 1.0.0: b → a (49 of 50 runs)",
      "- node 1.0.0: a → b (50 of 50 runs)",
      "Node, read on 2026-11-29: “First things come first.” https://nodejs.org/",
      "Reported before: oven-sh/bun#1 (open on 2026-11-29)",
      "ordered/module",
    ]) {
      expect(text).toContain(part);
    }
    expect(() => renderIssue(catalogue, "ordered", "node")).toThrow(
      new RangeError("node does not depart in ordered: bun does"),
    );
    expect(() => renderIssue(judge([seen(loose, "node", { "a b": 5 })]), "loose")).toThrow(
      new RangeError("No runtime departs in loose: there is nothing to report"),
    );
  });
});
