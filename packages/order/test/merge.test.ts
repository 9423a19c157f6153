import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { claimedProbes } from "../src/history.ts";
import { judge } from "../src/judge.ts";
import { listProbes } from "../src/list.ts";
import { mergeCatalogues, rejudge } from "../src/merge.ts";
import { observe } from "../src/observe.ts";
import type { Seen } from "../src/probe.ts";
import { renderOrderDocument } from "../src/render/document.ts";
import { renderOrderTable } from "../src/render/render-table.ts";
import { node, probeOf, seen } from "./support.ts";

describe("mergeCatalogues()", () => {
  it("replaces rows that were run again, takes in new ones, keeps the rest and drops what is gone", () => {
    const one = (id: string, order: string) => seen(probeOf({ id }), "node", { [order]: 50 });
    const recorded = judge([one("first", "a b"), one("gone", "a b"), one("third", "a b")]);
    const merged = mergeCatalogues(recorded, judge([one("third", "b a"), one("second", "a b")]), [
      "first",
      "second",
      "third",
    ]);
    expect(merged.rows.map(({ probe, results }) => [probe, results[0]?.frequencies[0]?.sequence[0]])).toEqual(
      [
        ["first", "a"],
        ["second", "a"],
        ["third", "b"],
      ],
    );
  });

  it("keeps what two passes said of the rows that stay", () => {
    const twice = (ids: readonly string[], wavers: string) => {
      const made = judge(ids.map((id) => seen(probeOf({ id }), "node", { "a b": 50 })));
      const wavering = { probe: wavers, kind: "module", of: "node 1.0.0", first: "kept", second: "broken" };
      return { ...made, stability: { verdicts: 2 * ids.length, wavering: [wavering], shifted: [] } };
    };
    const recorded = twice(["first", "gone", "third"], "third");
    const order = ["first", "second", "third"];
    expect(mergeCatalogues(recorded, twice(["second", "third"], "second"), order).stability).toMatchObject({
      verdicts: 6,
      wavering: [{ probe: "second" }],
    });
    expect(mergeCatalogues(recorded, twice(["second"], "second"), order).stability?.wavering).toHaveLength(2);
    const once = judge([seen(probeOf({ id: "second" }), "node", { "a b": 50 })]);
    expect(mergeCatalogues(recorded, once, order).stability).toEqual(recorded.stability);
  });

  it("keeps the day on which the newest of its rows were run", () => {
    const on = (recordedOn?: string) => ({
      ...judge([seen(probeOf({ id: "one" }), "node", { "a b": 50 })]),
      ...(recordedOn === undefined ? {} : { recordedOn }),
    });
    expect(mergeCatalogues(on("2026-01-02"), on("2026-03-04"), ["one"]).recordedOn).toBe("2026-03-04");
    expect(mergeCatalogues(on("2026-01-02"), on(), ["one"]).recordedOn).toBe("2026-01-02");
  });
});

describe("mergeCatalogues() of a part", () => {
  const claim = { runtime: "node", says: "b comes first.", holds: (of: Seen) => of.share("b", "a") === 1 };
  const probe = probeOf({ id: "one", claims: [claim] });
  const recorded = judge([
    seen(probe, "node", { "a b": 50 }, { version: "2.0.0" }),
    seen(probe, "bun", { "b a": 50 }),
    seen(probe, "node", { "b a": 10 }, { version: "1.0.0" }),
  ]);

  it("keeps older versions and other runtimes, and compares anew", () => {
    const now = judge([seen(probe, "node", { "b a": 50 }, { version: "2.0.0" })]);
    expect([recorded.rows[0]?.across, now.rows[0]?.across]).toEqual(["disagree", "one runtime"]);
    const merged = mergeCatalogues(recorded, now, ["one"]);
    expect(merged.rows[0]?.across).toBe("agree");
    expect(merged.claims).toMatchObject([{ status: "still so", versions: [{}, {}] }]);
    const fixed = mergeCatalogues(merged, judge([seen(probe, "node", { "a b": 50 }, { version: "3.0.0" })]), [
      "one",
    ]);
    expect(fixed.claims[0]?.status).toBe("no longer so on 3.0.0, so on 2.0.0");
  });

  it("drops claims that the probe makes no more, and what was seen of another program", () => {
    const changed = probeOf({
      id: "one",
      program({ mark }) {
        mark("changed");
      },
    });
    const merged = mergeCatalogues(
      recorded,
      judge([seen(changed, "node", { changed: 50 }, { version: "2.0.0" })]),
      ["one"],
    );
    expect(merged.claims).toEqual([]);
    expect(merged.rows[0]?.results).toHaveLength(1);
  });
});

describe("rejudge()", () => {
  const text = {
    by: "HTML",
    quote: "They come in order.",
    link: "https://html/",
    date: "2026-11-29",
  } as const;
  const recorded = judge([seen(probeOf({ id: "one" }), "node", { "b a": 50 })]);

  it("holds what was recorded to what the probe promises today, and leaves other programs as they were", () => {
    const today = probeOf({ id: "one", promises: [{ ...text, says: "In order.", order: ["a", "b"] }] });
    expect(rejudge(recorded, [today]).rows[0]?.results[0]).toMatchObject({ verdict: "broken" });
    const changed = {
      ...today,
      program: ({ mark }: { mark(name: string): void }) => {
        mark("c");
      },
    };
    expect(rejudge(recorded, [changed]).rows[0]?.results[0]).toMatchObject({ verdict: "not promised" });
    expect(rejudge(recorded, []).rows).toEqual(recorded.rows);
  });
});

describe("claimedProbes()", () => {
  it("finds the probes with a claim about a runtime, as the kinds that the claims are about", () => {
    const claim = { says: "So.", holds: () => true };
    const probes = [
      probeOf({ id: "none", kinds: ["module", "worker"] }),
      probeOf({ id: "first kind", kinds: ["loaded", "worker"], claims: [{ ...claim, runtime: "bun" }] }),
      probeOf({
        id: "named kind",
        kinds: ["module", "commonjs"],
        claims: [
          { ...claim, runtime: "bun", kind: "commonjs" },
          { ...claim, runtime: "node" },
        ],
      }),
    ];
    expect(claimedProbes(probes, "bun").map(({ id, kinds }) => [id, kinds])).toEqual([
      ["first kind", ["loaded"]],
      ["named kind", ["commonjs"]],
    ]);
  });
});

describe("adding a probe", () => {
  const text = `export const probe = {
    id: "ticks-new", group: "ticks", title: "A new one", question: "Is one file enough?",
    kinds: ["module"], models: ["promises"],
    program({ mark }) { queueMicrotask(() => mark("later")); mark("now"); },
    promises: [{ by: "HTML", says: "Later.", quote: "While the queue is not empty:", link: "https://html.spec.whatwg.org/", date: "2026-11-29", order: ["now", "later"] }],
    claims: [], relied: { likelihood: "often", why: "Every program does." },
  };`;

  it("is one file: it is found, run, judged, in the table and in the document", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-probe-"));
    try {
      await writeFile(join(folder, "ticks-new.ts"), text);
      const probes = await listProbes(pathToFileURL(`${folder}/`));
      const catalogue = judge(await observe(probes, [node], { times: 1 }));
      expect(catalogue.rows[0]?.results[0]).toMatchObject({
        verdict: "kept",
        frequencies: [{ sequence: ["now", "later"], count: 1 }],
      });
      expect(renderOrderTable(catalogue)).toContain("ticks-new");
      expect(renderOrderDocument(catalogue)).toContain("### ticks-new");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
