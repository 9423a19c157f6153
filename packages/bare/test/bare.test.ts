import { readdirSync } from "node:fs";
import { makeContext } from "@byturns/context";
import { type Fixtures, makeFixtures } from "@byturns/fixtures";
import { type AnySpec, specs } from "@byturns/spec";
import * as Schema from "effect/Schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examples } from "../src/examples.ts";
import { bareModels, modelOfBare } from "../src/index.ts";

let fixtures: Fixtures;
beforeAll(() => {
  fixtures = makeFixtures();
});
afterAll(() => fixtures[Symbol.asyncDispose]());

const measured = Object.values<AnySpec>(specs).flatMap(({ id, inputs }) =>
  ["bench", ...(id === "fib" ? ["bench-yields"] : [])].map((input) => ({ id, input, value: inputs[input] })),
);

describe("every example of a suite has a bare file in every model", () => {
  it.each(["promises", "fibers", "threads"])("%s", (model) => {
    const files = readdirSync(new URL(`../src/${model}`, import.meta.url));
    const names = files.filter((name) => !name.endsWith(".worker.ts")).map((name) => name.slice(0, -3));
    expect(names.toSorted()).toEqual(Object.keys(specs).toSorted());
    expect([...examples].toSorted()).toEqual(Object.keys(specs).toSorted());
  });
});

describe.each(Object.keys(bareModels))("%s", (name) => {
  const load = () => (bareModels[name] as NonNullable<(typeof bareModels)[string]>)();

  it.each(measured)("passes the check of $id, $input", async ({ id, value }) => {
    const spec = specs[id as keyof typeof specs] as AnySpec;
    await fixtures.clear();
    const input = await fixtures.fill(value);
    await using open = await (await load()).open(id, makeContext({ threads: 2 }));
    for (let call = 0; call < 2; call++) {
      const output = Schema.decodeUnknownSync(spec.output)(await open.run(input));
      const given = Schema.decodeUnknownSync(spec.input)(input);
      expect(spec.check(given, output, { model: modelOfBare(name) as string, threads: 2 })).toEqual([]);
    }
  });

  it("rejects an unknown example", async () => {
    const port = await load();
    expect(port.unsupported("no-such-example", "node")).toBe("it has no bare file");
    await expect(port.open("no-such-example", makeContext())).rejects.toThrow(/no bare file of "no-such-ex/);
  });
});
