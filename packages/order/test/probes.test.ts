import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { catalogueSchema, readCatalogue } from "../src/catalogue.ts";
import { countBroken } from "../src/judge.ts";
import { listProbes } from "../src/list.ts";
import { rejudge } from "../src/merge.ts";
import { observe } from "../src/observe.ts";
import { programFiles, showProgram } from "../src/program.ts";
import { renderOrderDocument } from "../src/render/document.ts";
import { runsOf } from "../src/render/words.ts";
import { targets } from "./support.ts";

const probes = await listProbes();
const docs = new URL("../../../docs/", import.meta.url);

describe("listProbes()", () => {
  it("finds at least 140 probes, each with a kind, a model and a link to whoever promised", () => {
    expect(probes.length).toBeGreaterThanOrEqual(140);
    for (const { id, kinds, models, promises, claims } of probes) {
      expect(kinds.length, id).toBeGreaterThan(0);
      expect(models.length, id).toBeGreaterThan(0);
      for (const { link } of promises) expect(link, id).toMatch(/^https:\/\/[\w.-]+\/\S*$/);
      for (const { at } of claims) expect(at ?? "a/b#1", id).toMatch(/^[\w.-]+\/[\w.-]+#\d+$/);
    }
  });

  it("throws a TypeError for a file that exports no probe", async () => {
    await expect(listProbes(new URL("../src/", import.meta.url))).rejects.toThrow(TypeError);
  });
});

describe("every probe", () => {
  // Names that the program makes up from parts, or that are endings.
  const composed =
    /^exit \d+$|^hung$|^timed-out$|^error |\d|[:=]| (begins|ends|taken)$|^(target|emitter|microtask of|data|took|event|unhandled|monitor|listener) /;

  it.each(probes.map((probe) => [probe.id, probe] as const))(
    "%s speaks only of marks it makes",
    (_, probe) => {
      const text = probe.kinds
        .map((kind) => programFiles(probe, kind, "kept").map((file) => file.text))
        .join("\n");
      for (const promise of probe.promises) {
        const marks =
          "order" in promise
            ? promise.order
            : "open" in promise
              ? promise.open
              : "always" in promise
                ? promise.always
                : promise.never;
        for (const mark of marks) {
          if (composed.test(mark)) continue;
          expect(text.includes(mark), `${probe.id}: ${mark}`).toBe(true);
        }
      }
    },
  );
});

describe("docs/order.md", () => {
  it("is what its data give, and its data have every probe", async () => {
    const catalogue = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    expect(await readFile(new URL("order.md", docs), "utf8")).toBe(renderOrderDocument(catalogue));
    const known = new Set(catalogue.rows.map(({ probe, kind }) => `${probe} ${kind}`));
    const missing = probes.flatMap(({ id, kinds }) =>
      kinds.map((kind) => `${id} ${kind}`).filter((row) => !known.has(row)),
    );
    expect(missing).toEqual([]);
  });

  it("has the programs and the promises of today, and ids of its own for its rows", async () => {
    const catalogue = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    expect(rejudge(catalogue, probes)).toEqual(catalogue);
    const known = new Map(probes.map((probe) => [probe.id, probe]));
    const stale = catalogue.rows.filter(({ probe, kind, program }) => {
      const own = known.get(probe);
      return own === undefined || showProgram(own, kind) !== program;
    });
    expect(stale.map(({ id }) => id)).toEqual([]);
    expect(new Set(catalogue.rows.map(({ id }) => id)).size).toBe(catalogue.rows.length);
  });

  it("has a published schema that its data fit", async () => {
    const published = await readFile(new URL("order.schema.json", docs), "utf8");
    expect(published).toBe(catalogueSchema());
    expect(JSON.parse(published)).toMatchObject({ type: "object" });
  });
});

describe("a broken promise", () => {
  it("has its sentence, its day and its link in the data", async () => {
    const { rows } = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    const departures = rows.flatMap((row) =>
      row.results.flatMap(({ broken, differs }) =>
        [...broken, ...differs].map(({ promise }) => [row.id, row.promises[promise]] as const),
      ),
    );
    expect(departures.length).toBeGreaterThan(40);
    for (const [id, promise] of departures) {
      expect(promise?.quote ?? "", id).not.toBe("");
      expect(promise?.date ?? "", id).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(promise?.form, id).not.toBe("open");
    }
  });

  it("binds the runtime that broke it", async () => {
    const { rows } = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    for (const row of rows) {
      for (const { runtime, broken, differs } of row.results) {
        const binds = (promise: number) => row.promises[promise]?.binds?.includes(runtime) ?? true;
        for (const { promise } of broken) expect(binds(promise), `${row.id} ${runtime}`).toBe(true);
        for (const { promise } of differs) expect(binds(promise), `${row.id} ${runtime}`).toBe(false);
      }
    }
  });
});

describe("a program that shows a broken promise", () => {
  it("breaks it as it stands in the document, with nothing but console.log", async () => {
    const { rows } = readCatalogue(await readFile(new URL("order.json", docs), "utf8"));
    const shown = rows.flatMap((row) =>
      targets.flatMap((target) => {
        const result = row.results.find((one) => one.runtime === target.id && one.version === target.version);
        // A race is not bound to be lost by one run.
        const broken = result?.broken.some(({ count }) => count === runsOf(result));
        const probe = probes.find(({ id }) => id === row.probe);
        return broken && probe !== undefined ? [{ probe, kind: row.kind, target }] : [];
      }),
    );
    expect(shown.length).toBeGreaterThan(20);
    for (const same of Map.groupBy(shown, ({ kind, target }) => `${kind} ${target.id}`).values()) {
      const [{ kind, target }] = same as [(typeof same)[number]];
      const some = same.map(({ probe }) => probe);
      const options = { times: 1, kinds: [kind], recorder: "printed" } as const;
      for (const { probe, frequencies } of await observe(some, [target], options)) {
        const broken = probe.promises
          .filter(({ kinds }) => kinds?.includes(kind) ?? true)
          .map((promise) => countBroken(promise, frequencies));
        expect(Math.max(...broken), `${target.id} ${probe.id} ${kind}`).toBe(1);
      }
    }
  });
});

describe("showProgram()", () => {
  it("gives a file that prints its marks and needs nothing of this project", () => {
    for (const probe of probes) {
      const text = showProgram(probe);
      expect(text, probe.id).not.toMatch(/__shared|__vite|file:\/\//);
    }
  });
});
