import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeContext } from "@byturns/context";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { whyNotJson } from "../src/carried.ts";
import { defineExample } from "../src/index.ts";
import { ownPort } from "../src/port.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-define-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ported(fields: string, model: string) {
  const file = join(folder, `${Math.random()}.mjs`);
  const index = pathToFileURL(join(import.meta.dirname, "../src/index.ts")).href;
  await writeFile(
    file,
    `import { defineExample } from ${JSON.stringify(index)};
export const seen = [];
export default defineExample({ question: "?", inputs: { one: { n: 1 } }, ${fields} });`,
  );
  const url = pathToFileURL(file).href;
  const { seen } = (await import(url)) as { seen: unknown[] };
  return { seen, port: await ownPort(url, model) };
}

async function opened(models: string, signal?: AbortSignal) {
  const { seen, port } = await ported(`models: { it: ${models} }`, "it");
  return { seen, one: await port.open("", makeContext(signal === undefined ? {} : { signal })) };
}

describe("defineExample()", () => {
  it("infers the input of models, checks and units from the inputs", () => {
    defineExample({
      question: "?",
      inputs: { small: { orders: 1 }, large: { orders: 2, name: "x" } },
      units: {
        order: (input) => {
          expectTypeOf(input.orders).toEqualTypeOf<number>();
          return input.orders;
        },
      },
      models: {
        plain: (input, context) => {
          expectTypeOf(input.orders).toEqualTypeOf<number>();
          expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>();
          return input.orders;
        },
        opened: { open: () => 5, run: (input) => input.orders },
        threads: {
          worker: new URL("file:///x.ts"),
          run: (input, _, pool) => pool.run("task", input.orders),
        },
      },
      readings: { waits: { unit: "ms", of: (output, input) => output.waitMs - input.orders } },
      primary: "waits",
      bare: { plain: (input) => input.orders },
      check: (input, output) => (output === input.orders ? [] : ["wrong"]),
    });
    // @ts-expect-error a model is a function or an object with run
    defineExample({ question: "?", inputs: { a: 1 }, models: { wrong: 5 } });
  });
});

describe("ownPort()", () => {
  it("returns what a function returns, as it is", async () => {
    const { one } = await opened("({ n }) => n + 1");
    expect(one.run({ n: 1 })).toBe(2);
  });

  it("opens once before the calls, and closes once after them", async () => {
    const { one, seen } = await opened(
      "{ open: () => { seen.push('open'); return { at: 5 }; }, run: ({ n }, _, { at }) => { seen.push('run'); return n + at; }, close: ({ at }) => seen.push('close', at) }",
    );
    expect([await one.run({ n: 1 }), await one.run({ n: 2 })]).toEqual([6, 7]);
    await one[Symbol.asyncDispose]();
    expect(seen).toEqual(["open", "run", "run", "close", 5]);
  });

  it("starts the pool of a worker as the model asks", async () => {
    const started = opened("{ worker: new URL(import.meta.url), pool: { tasksPerThread: 0 }, run: () => 1 }");
    await expect(started).rejects.toThrow(/tasksPerThread/);
  });

  it("interrupts an effect by the context's signal", async () => {
    const controller = new AbortController();
    const effect = JSON.stringify(import.meta.resolve("effect/Effect"));
    const { one } = await opened(
      `() => effect } });
import * as Effect from ${effect};
const effect = Effect.never;
({ a: { b: 1`,
      controller.signal,
    );
    const call = one.run({ n: 1 });
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow();
  });
});

describe("ownPort(), of outputs", () => {
  const judge = async (fields: string) =>
    (await ported(`models: { it: () => 1 }, ${fields}`, "it")).port.judge?.({ n: 1 }, [{ ms: 3 }, {}]);

  it("reads each, in their order", async () => {
    const readings = "readings: { late: { of: ({ ms }, { n }) => ms && ms - n }, two: { of: () => 2 } }";
    expect(await judge(readings)).toEqual({ wrong: [], readings: { late: [2, null], two: [2, 2] } });
  });

  it("reads none of what its check does not pass", async () => {
    const fields = 'check: (input, { ms }) => ms === 3 ? [] : ["late"], readings: { late: { of: () => 1 } }';
    expect(await judge(fields)).toEqual({ wrong: ["late"] });
  });

  it("says of a reading that fails, or gives no figure, that it does", async () => {
    const readings = 'readings: { a: { of: ({ ms }) => ms.toFixed() }, b: { of: () => "2" } }';
    const { wrong } = (await judge(readings)) ?? {};
    expect(wrong).toEqual([
      'its reading a is "3", and must be a number or nothing',
      expect.stringMatching(/^its reading a failed: /),
      'its reading b is "2", and must be a number or nothing',
    ]);
  });
});

describe("ownPort(), of bare work", () => {
  it("opens it by its model's name with -bare, and no other", async () => {
    const fields = "models: { it: () => 1 }, bare: { it: () => 2 }";
    const { port } = await ported(fields, "it-bare");
    const one = await port.open("", makeContext());
    expect(one.run({})).toBe(2);
    await expect(ported(fields, "other-bare")).rejects.toThrow(/has no model "other-bare"/);
  });
});

describe("whyNotJson()", () => {
  it.each([
    [{ a: [1, "x", null, true], b: undefined }, undefined],
    [undefined, undefined],
    [new Date(0), undefined],
    [{ a: [1, Number.NaN] }, "output.a[1] is NaN, which JSON does not have"],
    [[undefined], "output[0] is undefined"],
    [new Uint8Array(1), "output is a Uint8Array: return an array"],
    [{ at: { call: () => 1 } }, "output.at.call is a function"],
  ])("answers of %o", (value, why) => {
    expect(whyNotJson(value)).toBe(why);
  });

  it("finds a cycle, and takes the same object twice for none", () => {
    const shared = { n: 1 };
    expect(whyNotJson({ a: shared, b: shared })).toBeUndefined();
    const cycle: Record<string, unknown> = {};
    cycle.list = [cycle];
    expect(whyNotJson(cycle)).toMatch(/^output\.list\[0\] is a cycle/);
  });
});
