import { describe, expect, it } from "vitest";
import { acrossWithoutCrashes, crashesOf } from "../src/crash.ts";
import { judge } from "../src/judge.ts";
import { renderOrderDocument } from "../src/render/document.ts";
import { renderProbe } from "../src/render/render-probe.ts";
import { renderStability } from "../src/render/render-stability.ts";
import { renderOrderTable } from "../src/render/render-table.ts";
import { stabilityOf } from "../src/stability.ts";
import { probeOf, seen } from "./support.ts";

const ordered = probeOf({
  id: "ordered",
  promises: [
    {
      by: "HTML",
      says: "First things first.",
      quote: "First things come first.",
      link: "https://html/",
      date: "2026-11-29",
      order: ["a", "b"],
    },
  ],
});

/** A catalogue whose Deno ended otherwise in some runs; Node has `a b` in all. */
function ended(counts: Readonly<Record<string, number>>, ...endings: readonly string[]) {
  const failures = endings.map((ending) => ({
    ending,
    count: Object.entries(counts).reduce((sum, [text, n]) => sum + (text.endsWith(ending) ? n : 0), 0),
    output: "",
  }));
  return judge([seen(ordered, "node", { "a b": 40 }), seen(ordered, "deno", counts, { failures })]);
}

const crashes = (catalogue: ReturnType<typeof judge>) =>
  catalogue.rows[0]?.results.map((result) => crashesOf(result));

describe("crashesOf()", () => {
  it("finds processes that a signal ended after the marks of those that ended well", () => {
    expect(crashes(ended({ "a b": 38, "a b SIGSEGV": 2 }, "SIGSEGV"))).toEqual([
      [],
      [{ signal: "SIGSEGV", count: 2 }],
    ]);
    expect(crashes(ended({ "a b": 37, "a b SIGSEGV": 2, "a b SIGABRT": 1 }, "SIGSEGV", "SIGABRT"))).toEqual([
      [],
      [
        { signal: "SIGSEGV", count: 2 },
        { signal: "SIGABRT", count: 1 },
      ],
    ]);
  });

  it("finds none where a process crashed before its last mark, ended otherwise, or broke a promise", () => {
    expect(crashes(ended({ "a b": 39, "a SIGSEGV": 1 }, "SIGSEGV"))).toEqual([[], []]);
    expect(crashes(ended({ "a b": 39, "a b hung": 1 }, "hung"))).toEqual([[], []]);
    expect(crashes(ended({ "b a": 39, "b a SIGSEGV": 1 }, "SIGSEGV"))).toEqual([[], []]);
    expect(crashes(ended({ "a b SIGSEGV": 40 }, "SIGSEGV"))).toEqual([[], []]);
    expect(crashes(ended({ "a b": 38, "a b SIGSEGV": 1, "a b hung": 1 }, "SIGSEGV", "hung"))).toEqual([
      [],
      [],
    ]);
  });
});

describe("a crash after the right order", () => {
  const catalogue = ended({ "a b": 39, "a b SIGSEGV": 1 }, "SIGSEGV");
  const says = "1 of 40 processes ended by SIGSEGV, after the right order";

  it("is shown as what it is, while the record keeps what came", () => {
    expect(catalogue.rows[0]?.across).toBe("varies within one");
    const table = renderOrderTable(catalogue);
    expect(table).toMatch(new RegExp(`^ordered +module +kept +failed: ${says} +agree$`, "m"));
    expect(table).toContain("1 rows agree, 0 disagree, 0 vary within one runtime");
    const document = renderOrderDocument(catalogue);
    expect(document).toContain(`| kept | **failed: ${says}** | agree |`);
    expect(document).toContain(`As an ES module: agree; deno: ${says}`);
    expect(renderProbe(catalogue, "ordered")).toContain(`agree; deno: ${says}`);
  });

  it("is said beside the verdicts that it makes waver", () => {
    const quiet = ended({ "a b": 40 });
    const stability = stabilityOf(quiet, catalogue);
    expect(renderStability(stability, catalogue.rows).split("\n").slice(1)).toEqual([
      `  ordered (module), across: agree, then varies within one (deno: ${says})`,
      `  ordered (module), deno 1.0.0: kept, then failed (${says})`,
    ]);
  });

  it("hides no order that varies besides", () => {
    const varying = ended({ "a b": 37, "a b c": 2, "a b SIGSEGV": 1 }, "SIGSEGV");
    expect(varying.rows.map(acrossWithoutCrashes)).toEqual(["varies within one"]);
    expect(renderOrderTable(varying)).toContain(`failed: ${says}, 2 orders`);
  });
});
