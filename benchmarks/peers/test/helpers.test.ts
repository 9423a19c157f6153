import { makeContext } from "@byturns/context";
import { describe, expect, it } from "vitest";
import { models } from "../src/models.ts";
import { makers } from "../src/properties.ts";
import type { CostInput } from "../src/specs/cost.ts";
import { specs } from "../src/specs/index.ts";
import { suites } from "../src/suites/index.ts";

const runInfo = { model: "promises", threads: 1 };

describe.each(Object.entries(makers))("%s", async (model, load) => {
  const { helpers } = await load();

  it.each(Object.keys(helpers))("answers the cost of %s correctly", async (example) => {
    const spec = specs[`${example}-cost`];
    const port = await models[model]?.();
    await using openExample = await port?.open(`${example}-cost`, makeContext());
    const input: CostInput = spec?.inputs.test;
    // Twice: what is kept from one call must not spoil the next.
    for (let call = 0; call < 2; call++) {
      expect(spec?.check(input, await openExample?.run(input), runInfo)).toEqual([]);
    }
  });
});

describe("suites", () => {
  it.each(Object.values(suites))("$id names only existing models, and each answers a case", async (suite) => {
    for (const name of [...suite.ours, ...suite.peers]) {
      const port = await models[name]?.();
      const answers = suite.cases.filter(({ example }) => port?.unsupported(example, "node") === undefined);
      expect(answers.length, name).toBeGreaterThan(0);
    }
  });
});
