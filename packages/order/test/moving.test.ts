// The guide for a service that moves, made from the recorded catalogue.
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { type Catalogue, causes, portCheck, readCatalogue, renderMovingGuide } from "../src/index.ts";

const docs = new URL("../../../docs/", import.meta.url);

describe("renderMovingGuide()", () => {
  let catalogue: Catalogue;
  let guide: string;
  beforeAll(async () => {
    catalogue = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    guide = renderMovingGuide(catalogue);
  });

  it("has every difference between any two runtimes once, with what to write instead", () => {
    const found = (
      [
        ["node", "deno"],
        ["node", "bun"],
        ["deno", "bun"],
      ] as const
    ).flatMap(([from, to]) => portCheck(catalogue, from, to));
    const titles = [...new Set(found.map(({ title }) => title))];
    const entries = [...guide.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    expect(entries.toSorted()).toEqual(titles.toSorted());
    for (const { cause } of found)
      expect(guide).toContain(cause?.instead?.code ?? cause?.advice ?? "# Moving");
  });

  it("begins with what code relies on often, in its list and in each subject", () => {
    const relied = (part: string) =>
      [...part.replace(/\s+/g, " ").matchAll(/Relied on (\w+)\.( Met only)?/g)].map(
        ([, often = "", only]) =>
          ["often", "sometimes", "rarely"].indexOf(often) + (only === undefined ? 0 : 10),
      );
    const subjects = guide.split(/^## /m).slice(1).map(relied);
    for (const one of subjects) expect(one).toEqual(one.toSorted((a, b) => a - b));
    const first = subjects.map(([one = 99]) => one);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
    expect(first[0]).toBe(0);
  });

  it("names every runtime that keeps less than a text promises in a row that differs", () => {
    const departs = (verdict: string) => verdict === "broken" || verdict === "differs from Node";
    for (const cause of causes) {
      const rows = catalogue.rows.filter((row) => row.cause === cause.id && row.across === "disagree");
      const [, entry = ""] = guide.split(`\n### ${cause.title}\n`);
      const [, named = ""] =
        /is not kept under ([^.]*)\./.exec(entry.split("\n##")[0]?.replace(/\s+/g, " ") ?? "") ?? [];
      for (const { runtime, verdict } of rows.flatMap(({ results }) => results))
        if (departs(verdict)) expect(named, `${cause.id} ${runtime}`).toContain(runtime);
    }
  });

  it("links only probes that the catalogue has", () => {
    const linked = [...guide.matchAll(/order\.md#([\w-]+)/g)].map(([, probe]) => probe);
    const known = new Set(catalogue.rows.map(({ probe }) => probe));
    expect(linked.length).toBeGreaterThan(causes.length / 2);
    expect(linked.filter((probe) => !known.has(probe ?? ""))).toEqual([]);
  });

  it("lists nothing where two runtimes behave alike", () => {
    const [only] = catalogue.targets.filter(({ id }) => id === "node");
    const alone = { ...catalogue, targets: only === undefined ? [] : [only] };
    expect(renderMovingGuide(alone)).not.toMatch(/^##/m);
  });
});
