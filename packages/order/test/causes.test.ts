import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "../src/catalogue.ts";
import { causeOf, causes } from "../src/causes.ts";
import { listProbes } from "../src/list.ts";
import { showProgram } from "../src/program.ts";

const probes = await listProbes();
const docs = new URL("../../../docs/", import.meta.url);
const plain = (text: string) => text.replace(/\s+/g, " ");

describe("causes", () => {
  it("have ids of their own, and each says what to do", () => {
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    for (const { id, instead, advice } of causes) {
      expect(instead !== undefined || advice !== undefined, id).toBe(true);
    }
    expect(() => causeOf("weather")).toThrow(RangeError);
  });

  it("are named by probes, and every probe names one that there is", () => {
    const named = new Set(probes.flatMap(({ cause }) => (cause === undefined ? [] : [cause])));
    for (const id of named) expect(causeOf(id).id).toBe(id);
    expect(causes.filter(({ id }) => !named.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it("say of probes of their own which of their uses they show", () => {
    for (const { id, uses, only = {} } of causes) {
      for (const [probe, shown] of Object.entries(only)) {
        expect(probes.find((one) => one.id === probe)?.cause, `${id}: ${probe}`).toBe(id);
        for (const use of shown) expect(uses, `${id}: ${probe}`).toContain(use);
      }
    }
  });

  it("show a line that stands in the program of its probe, which agrees in all runtimes", async () => {
    const { rows } = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    for (const { id, instead } of causes) {
      if (instead === undefined) continue;
      const probe = probes.find((one) => one.id === instead.probe);
      expect(probe, `${id}: ${instead.probe}`).toBeDefined();
      if (probe === undefined) continue;
      expect(plain(showProgram(probe)), id).toContain(plain(instead.code));
      const own = rows.filter((row) => row.probe === instead.probe);
      expect(own.length, instead.probe).toBe(probe.kinds.length);
      for (const row of own) expect(row.across, row.id).toBe("agree");
    }
  });

  it("are named by every probe whose runtimes disagree", async () => {
    const { rows } = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    const without = rows.filter(({ across, cause }) => across === "disagree" && cause === undefined);
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});

describe("texts", () => {
  it("are quoted with a day wherever they promise something, and never promise for another runtime", () => {
    for (const { id, promises } of probes) {
      for (const promise of promises) {
        if ("open" in promise) continue;
        expect(promise.quote.length, `${id}: ${promise.says}`).toBeGreaterThan(20);
        expect(promise.date, id).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
    }
  });

  it("come with threads whose state was read on a day", () => {
    for (const { id, claims } of probes) {
      for (const { at, state, statedOn } of claims) {
        if (at === undefined) continue;
        expect(state, `${id}: ${at}`).toBeDefined();
        expect(statedOn, `${id}: ${at}`).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
    }
  });
});
